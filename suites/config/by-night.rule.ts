import { basename } from 'node:path/posix'
import { z } from 'zod'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { baseImage, type Dockerfile, lastOf, lineOf } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import type { Service } from '../../harness/model/compose.ts'
import { limitsOf } from '../../harness/model/limits.ts'
import { each } from './each-service.ts'

const app = (service: string, more: Record<string, string> = {}) => ({
  'compose.yml': `services: { api: { ${service} } }`,
  ...more,
})

/** Only what is built here can be read: its Dockerfile says who runs it. */
export const builtAsRoot = folderRule({
  claim: 'CFG-60',
  read: (folder) =>
    each(folder, ({ application, name, service }): Finding[] => {
      const dockerfile = dockerfileOf(folder, application, service.build)
      const base = dockerfile && baseImage(dockerfile)
      if (
        dockerfile === undefined ||
        base === undefined ||
        !/(^|\/)(node|python|ruby|php|golang|debian|ubuntu|alpine|rust|openjdk|eclipse-temurin|nginx)([:@]|$)/.test(
          base,
        )
      )
        return []
      const user = service.user ?? lastOf(dockerfile, 'USER')?.text ?? 'root'
      // What drops its rights by itself begins as root on purpose.
      const drops =
        /nginx/.test(base) || dropsRights(folder, dockerfile) || isFpm(folder, dockerfile, base, service)
      const ok = drops || !/^(root|0)(:|$)/.test(user)
      return [
        found({
          at: lastOf(dockerfile, 'USER')?.at ?? dockerfile.stages.at(-1)?.at ?? `${dockerfile.file}:1`,
          subject: name,
          property: 'user',
          expected: { not: 'root' },
          found: user,
          ok,
        }),
      ]
    }),
  red: [
    app('build: .', { Dockerfile: 'FROM node:22\nCMD ["node", "."]\n' }),
    app('build: ., command: php artisan queue:work', { Dockerfile: 'FROM php:8.3-fpm\nCOPY . .\n' }),
    app('build: .', { Dockerfile: 'FROM php:8.3-cli\nCOPY . .\n' }),
    app('build: .', {
      Dockerfile:
        'FROM python:3.12-slim AS build\nUSER app\nFROM python:3.12-slim\nCOPY --from=build /a /a\n',
    }),
  ],
  green: [
    app('build: .', { Dockerfile: 'FROM php:8.3-fpm-alpine\nCOPY . .\n' }),
    app('build: ., command: php-fpm -F', { Dockerfile: 'FROM php:8.3-fpm\nCMD ["php", "x"]\n' }),
    app('build: .', {
      Dockerfile: 'FROM php:8.3-fpm\nCMD ["/start.sh"]\n',
      'start.sh': '#!/bin/sh\nexec php-fpm\n',
    }),
    app('build: .', { Dockerfile: 'FROM node:22\nUSER node\nCMD ["node", "."]\n' }),
    app('build: ., user: "1000:1000"', { Dockerfile: 'FROM node:22\n' }),
    app('build: .', { Dockerfile: 'FROM node:22 AS base\nUSER node\nFROM base\nCOPY . .\n' }),
    app('build: .', { Dockerfile: 'FROM company/base:1\n' }),
    app('build: .', {
      Dockerfile: 'FROM debian:12\nCOPY entry.sh /\nENTRYPOINT ["/entry.sh"]\n',
      'entry.sh': '#!/bin/sh\nexec su-exec app "$@"\n',
    }),
  ],
})

const dropping = /\b(gosu|su-exec|setpriv|runuser|s6-setuidgid|supervisord|sudo -u|su -)\b/

/** The master of PHP-FPM hands requests to workers of another user; a worker of queues in its image does not. */
function isFpm(folder: Folder, dockerfile: Dockerfile, base: string, service: Service): boolean {
  const started = [service.entrypoint ?? [], service.command ?? lastOf(dockerfile, 'CMD')?.text ?? 'php-fpm']
    .flat()
    .join(' ')
  const scripts = folder.scripts.filter(({ file }) => started.includes(basename(file)))
  return (
    /(^|\/)php:[^@]*fpm/.test(base) &&
    [started, ...scripts.map(({ text }) => text)].some((text) => /\bphp-fpm/.test(text))
  )
}

/** By a program that its stages install, or that a script of the folder which it starts by calls. */
function dropsRights({ scripts }: Folder, dockerfile: Dockerfile): boolean {
  const last = dockerfile.stages.at(-1)
  const all = last === undefined ? [] : lineOf(dockerfile, last).flatMap(({ instructions }) => instructions)
  const starts = all
    .filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')
    .map(({ text }) => text)
    .join(' ')
  const called = scripts.filter(({ kind, file }) => kind === 'file' && starts.includes(basename(file)))
  return [...all, ...called].some(({ text }) => dropping.test(text))
}

/** After a reboot of the host Docker starts what has a policy, and nothing else. */
export const comesBack = folderRule({
  claim: 'CFG-61',
  read: (folder) =>
    each(folder, (one): Finding[] => {
      const { name, service } = one
      if (!one.stays) return []
      const policy = service.restart ?? deployed(service)
      if (policy === undefined) return []
      const ok = policy !== 'no'
      return [
        found({
          at: one.at('restart'),
          subject: name,
          property: 'restart policy',
          expected: { not: 'no' },
          found: policy,
          ok,
        }),
      ]
    }),
  red: [
    app('image: a'),
    app('image: a, restart: "no"'),
    {
      'compose.yml': `services: { certbot: { image: c, entrypoint: "/bin/sh -c 'while :; do certbot renew; sleep 12h; done'" } }`,
    },
  ],
  green: [
    app('image: a, restart: always'),
    app('image: a, restart: unless-stopped'),
    app('image: a, deploy: { restart_policy: { condition: any } }'),
    app('image: a, deploy: { restart_policy: { condition: none } }'),
    {
      'compose.yml':
        'services: { api: { image: a, restart: on-failure, depends_on: { m: { condition: service_completed_successfully } } }, m: { image: a }, tool: { image: t, profiles: [ops] } }',
    },
  ],
})

/** One service that leaks takes the whole machine along, and the kernel chooses whom it ends. */
export const memoryBound = folderRule({
  claim: 'CFG-62',
  read: (folder) =>
    each(folder, (one): Finding[] => {
      if (!one.stays) return []
      const { written } = limitsOf(one.service).memory
      const ok = written !== undefined
      return [
        found({
          at: one.at(),
          subject: one.name,
          property: 'memory limit',
          expected: 'one',
          found: ok ? 'one' : 'none',
          ok,
        }),
      ]
    }),
  red: [app('image: a, cpus: 1'), app('image: a, deploy: { resources: { reservations: { memory: 1G } } }')],
  green: [
    app('image: a, mem_limit: 512m'),
    app('image: a, deploy: { resources: { limits: { memory: "${MEM}" } } }'),
  ],
})

/** What `deploy` says of it. Who writes `none` there means a job that ends. */
function deployed({ deploy }: Service): string | undefined {
  const shape = z.looseObject({ restart_policy: z.looseObject({ condition: z.string().default('any') }) })
  const parsed = shape.safeParse(deploy)
  if (!parsed.success) return 'no'
  const { condition } = parsed.data.restart_policy
  return condition === 'none' ? undefined : `by deploy.restart_policy: ${condition}`
}
