import { basename } from 'node:path/posix'
import { z } from 'zod'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import { type Dockerfile, stageNamed } from '../../harness/folder/dockerfile.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import { imageReference } from '../../harness/model/image-reference.ts'

const app = (image: string) => ({ 'compose.yml': `services: { a: { image: "${image}" } }` })
const moving =
  /^(latest-.+|.+-(latest|nightly)|(latest|main|master|edge|nightly|stable|mainline|dev|develop|staging|production|prod|release|lts|current|alpine|slim)(-(alpine|slim|perl|otel|(?:bookworm|bullseye|trixie)(?:-slim)?))?)$/

/** What is pulled tonight is not what was tried; nobody knows to what to go back. */
export const movingTags = folderRule({
  claim: 'SUP-08',
  read: ({ applications, dockerfiles, files }) => [
    ...pulled(applications).flatMap(({ name, service: { image }, at }) =>
      read(written(files.line(at('image'))) ?? image, name, at('image')),
    ),
    ...dockerfiles.flatMap(({ stages }) => {
      const own = new Set(stages.map(({ name }) => name))
      return stages.flatMap(({ base, at }) =>
        own.has(base.toLowerCase()) || base === 'scratch' ? [] : read(base, `FROM ${base}`, at),
      )
    }),
    ...dockerfiles.flatMap((one) => takenImages(one, namedContexts(applications))),
  ],
  red: [
    { Dockerfile: 'FROM nginx:alpine\nCOPY . .\n' },
    app('nginx'),
    app('ghcr.io/shop/api:latest'),
    app('ghcr.io/shop/api:main'),
    app('nginx:alpine'),
    app('nginx:stable-alpine'),
    app('shop/api:latest-arm64'),
    app('shop/api:postgresql-latest'),
    app('node:lts-bookworm-slim'),
    app('${REGISTRY:-ghcr.io}/shop/api:latest'),
    app('${REGISTRY:-ghcr.io:443}/shop/api'),
    { Dockerfile: 'FROM php:8.3-fpm\nCOPY --from=composer:latest /usr/bin/composer /usr/bin/\n' },
    { Dockerfile: 'FROM php:8.3-fpm\nRUN --mount=type=bind,from=node:lts-alpine,target=/n /n/build\n' },
  ],
  green: [
    app('nginx:1.27-alpine'),
    app('ghcr.io/shop/api:${TAG:?}'),
    app('nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000'),
    {
      'compose.yml':
        'services: { a: { image: "shop:latest", build: . }, b: { image: "postgres:16" }, c: { image: "shop:latest" } }',
      Dockerfile: 'FROM scratch\n',
    },
    app('${IMAGE}'),
    app('shop/api:${TAG:-latest}'),
    app('${REGISTRY}/shop/${IMAGE:-api:latest}'),
    app('debian:bookworm-slim'),
    {
      'compose.yml':
        'x-image: &shared-image ghcr.io/shop/api:${TAG:-latest}\nservices: { a: { image: *shared-image } }\n',
    },
    {
      'compose.yml': 'services: { a: { build: { context: ., additional_contexts: { shared: ../shared } } } }',
      Dockerfile:
        'FROM php:8.3-fpm AS Base\nFROM base\nCOPY --from=BASE /a /a\nCOPY --from=0 /b /b\nCOPY --from=shared /c /c\nCOPY --from=composer:2.7 /d /d\n',
    },
    { Dockerfile: 'ARG V=1\nFROM node:22.9-slim AS build\nFROM build AS b2\nFROM nginx:${V}\n' },
  ],
})

/** Services whose image none of them builds. */
function pulled(applications: Application[]): ReturnType<typeof servicesIn> {
  const services = servicesIn({ applications })
  const built = new Set(
    services.flatMap(({ service: { image, build } }) => (build === undefined ? [] : image)),
  )
  return services.filter(({ service: { image, build } }) => build === undefined && !built.has(image))
}

function read(image: string | undefined, subject: string, at: string): Finding[] {
  if (image === undefined) return []
  const { tag, digest } = imageReference(image)
  // Which default counts depends on who sets the variable.
  if (digest !== undefined || (tag ?? basename(image)).includes('$')) return []
  const ok = tag !== undefined && !moving.test(tag)
  const actual = tag ?? 'none, which is latest'
  return [found({ at, subject, property: 'tag of its image', expected: 'a version', found: actual, ok })]
}

/** The image of a line that holds variables, each of them as a mere `$`. */
function written(line: string): string | undefined {
  if (!line.includes('${')) return undefined
  // A default may hold a variable, and that a default.
  const once = (text: string) => text.replace(/\$\{[^{}]{0,200}\}/g, '$$')
  return /\bimage["']?:\s*(?:&\S+\s+)?["']?([^\s"',{}]+)/.exec(once(once(once(line))))?.[1] ?? '$'
}

/** Images that a Dockerfile copies from: what is neither a stage nor a folder that Compose hands over by that name. */
function takenImages(dockerfile: Dockerfile, given: ReadonlySet<string>): Finding[] {
  return dockerfile.stages
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ keyword, from, at }) =>
      from.flatMap((name) => {
        const isOther = given.has(name) || /^\d+$/.test(name) || name === 'scratch'
        return isOther || stageNamed(dockerfile, name) ? [] : read(name, `${keyword} from ${name}`, at)
      }),
    )
}

function namedContexts(applications: Application[]): ReadonlySet<string> {
  const builds = servicesIn({ applications }).map(({ service }) => namedShape.safeParse(service.build).data)
  return new Set(builds.flatMap((build) => namesOf(build?.additional_contexts)))
}

function namesOf(contexts: string[] | Record<string, unknown> = {}): string[] {
  return Array.isArray(contexts) ? contexts.map((one) => one.split('=')[0] ?? '') : Object.keys(contexts)
}

const namedShape = z.looseObject({
  additional_contexts: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
})
