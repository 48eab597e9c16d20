import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import { imageReference } from '../../harness/model/image-reference.ts'

const app = (image: string) => ({ 'compose.yml': `services: { a: { image: "${image}" } }` })
const moving =
  /^(latest|main|master|edge|nightly|stable|dev|develop|staging|production|prod|release|lts|current|alpine|slim)$/

/** What is pulled tonight is not what was tried; nobody knows to what to go back. */
export const movingTags = folderRule({
  claim: 'SUP-08',
  read: ({ applications, dockerfiles, files }) => [
    ...servicesIn({ applications }).flatMap(({ name, service: { image, build }, at }) =>
      // Which default counts depends on who sets the variable.
      build !== undefined || files.line(at('image')).includes('${') ? [] : read(image, name, at('image')),
    ),
    ...dockerfiles.flatMap(({ stages }) => {
      const own = new Set(stages.map(({ name }) => name))
      return stages.flatMap(({ base, at }) =>
        own.has(base.toLowerCase()) || base === 'scratch' ? [] : read(base, `FROM ${base}`, at),
      )
    }),
  ],
  red: [
    { Dockerfile: 'FROM nginx:alpine\nCOPY . .\n' },
    app('nginx'),
    app('ghcr.io/shop/api:latest'),
    app('ghcr.io/shop/api:main'),
    app('nginx:alpine'),
  ],
  green: [
    app('nginx:1.27-alpine'),
    app('ghcr.io/shop/api:${TAG:?}'),
    app('nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000'),
    {
      'compose.yml': 'services: { a: { image: "shop:latest", build: . }, b: { image: "postgres:16" } }',
      Dockerfile: 'FROM scratch\n',
    },
    app('${IMAGE}'),
    { Dockerfile: 'ARG V=1\nFROM node:22.9-slim AS build\nFROM build AS b2\nFROM nginx:${V}\n' },
  ],
})

function read(image: string | undefined, subject: string, at: string): Finding[] {
  if (image === undefined) return []
  const { tag, digest } = imageReference(image)
  if (digest !== undefined || (tag ?? image).includes('$')) return []
  const ok = tag !== undefined && !moving.test(tag)
  const actual = tag ?? 'none, which is latest'
  return [found({ at, subject, property: 'tag of its image', expected: 'a version', found: actual, ok })]
}
