import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import { baseImage, lastOf } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import type { Service } from '../../harness/model/compose.ts'
import { limitsOf } from '../../harness/model/limits.ts'
import { secretInCommand, secretInEnvironment } from '../../harness/model/secret-text.ts'

const app = (service: string, more: Record<string, string> = {}) => ({
  'compose.yml': `services: { api: { ${service} } }`,
  ...more,
})

type Named = { folder: Folder; application: Application; name: string; service: Service }

function each(folder: Folder, read: (one: Named) => Finding[]): Finding[] {
  return folder.applications.flatMap((application) =>
    Object.entries(application.model.compose.services).flatMap(([name, service]) =>
      read({ folder, application, name, service }),
    ),
  )
}

/** Runs for as long as the stack: no job that ends, and nothing that is only started by its profile. */
function stays({ application, name, service }: Named): boolean {
  const { model } = application
  const once = ['migrate', 'provision'] as const
  const isAwaited = Object.values(model.compose.services).some(
    ({ depends_on: on }) => on?.[name]?.condition === 'service_completed_successfully',
  )
  const named =
    /migrat|seed|init|setup|backup|certbot|job|once|build|test|cli|bootstrap|create-?bucket/i.test(name)
  return (
    !once.some((role) => model.services[role]?.includes(name)) &&
    !isAwaited &&
    !named &&
    (service.profiles ?? []).length === 0
  )
}

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
      // Nginx and what drops its rights by itself begin as root on purpose.
      const drops =
        /nginx/.test(base) ||
        dockerfile.stages.at(-1)?.instructions.some(({ text }) => /gosu|su-exec|setpriv/.test(text))
      const ok = drops === true || !/^(root|0)(:|$)/.test(user)
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
    app('build: .', {
      Dockerfile:
        'FROM python:3.12-slim AS build\nUSER app\nFROM python:3.12-slim\nCOPY --from=build /a /a\n',
    }),
  ],
  green: [
    app('build: .', { Dockerfile: 'FROM node:22\nUSER node\nCMD ["node", "."]\n' }),
    app('build: ., user: "1000:1000"', { Dockerfile: 'FROM node:22\n' }),
    app('build: .', { Dockerfile: 'FROM node:22 AS base\nUSER node\nFROM base\nCOPY . .\n' }),
    app('build: .', { Dockerfile: 'FROM company/base:1\n' }),
  ],
})

/** After a reboot of the host Docker starts what has a policy, and nothing else. */
export const comesBack = folderRule({
  claim: 'CFG-61',
  read: (folder) =>
    each(folder, (one): Finding[] => {
      const { application, name, service } = one
      if (!stays(one)) return []
      const inherited =
        service.deploy && 'restart_policy' in service.deploy ? 'by deploy.restart_policy' : 'no'
      const policy = service.restart ?? inherited
      const ok = policy !== 'no'
      return [
        found({
          at: application.model.locate('services', name, 'restart'),
          subject: name,
          property: 'restart policy',
          expected: { not: 'no' },
          found: policy,
          ok,
        }),
      ]
    }),
  red: [app('image: a'), app('image: a, restart: "no"')],
  green: [
    app('image: a, restart: always'),
    app('image: a, restart: unless-stopped'),
    app('image: a, deploy: { restart_policy: { condition: any } }'),
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
      if (!stays(one)) return []
      const { written } = limitsOf(one.service).memory
      const ok = written !== undefined
      return [
        found({
          at: one.application.model.locate('services', one.name),
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

/** What stands in a file of the repository is known to everybody who ever had a copy of it. */
export const literalSecrets = folderRule({
  claim: 'CFG-63',
  read: (folder) =>
    each(folder, ({ application: { model }, name, service }): Finding[] => {
      const entries = Object.entries(service.environment ?? {}).map(([key, value]) => ({
        key,
        value: value ?? '',
        at: model.locate('services', name, 'environment', key),
      }))
      const line = [service.command ?? [], service.entrypoint ?? []].flat().join(' ')
      const told = entries.flatMap(({ key, value, at }): Finding[] => {
        const why = isLiteral(value) ? secretInEnvironment(key, value) : undefined
        return secretInEnvironment(key, 'given') === undefined && why === undefined
          ? []
          : [
              found({
                at,
                subject: `${name} ${key}`,
                property: 'secret in the file',
                expected: 'none',
                found: why ?? 'none',
                ok: why === undefined,
              }),
            ]
      })
      const inCommand = line === '' ? [] : [isLiteral(line) ? secretInCommand(line) : undefined]
      const at = model.locate('services', name, 'command')
      return [
        ...told,
        ...inCommand.map((why) =>
          found({
            at,
            subject: `${name} command`,
            property: 'secret in the file',
            expected: 'none',
            found: why ?? 'none',
            ok: why === undefined,
          }),
        ),
      ]
    }),
  red: [
    app('image: a, environment: { POSTGRES_PASSWORD: postgres }'),
    app('image: a, environment: ["DATABASE_URL=postgres://shop:hunter2@db/shop"]'),
    app('image: "redis:7", command: redis-server --requirepass hunter2'),
  ],
  green: [
    app(
      'image: a, environment: { POSTGRES_PASSWORD: "${POSTGRES_PASSWORD}", API_TOKEN_FILE: /run/secrets/t, SMTP_PASSWORD: "" }',
    ),
    app(
      'image: a, environment: { DATABASE_URL: "postgres://shop:${DB_PASSWORD}@db/shop", S3_KEY: "<your-key>", SECRET_KEY: changeme-in-production }, command: redis-server --requirepass $$REDIS_PASSWORD',
      { '.env.example': 'POSTGRES_PASSWORD=changeme\nDB_PASSWORD=changeme\n' },
    ),
    app(
      'image: a, environment: { CACHE_KEY: v1, POSTGRES_HOST_AUTH_METHOD: scram-sha-256, PASSWORD_MIN_LENGTH: 12, TOKEN: "true" }',
    ),
  ],
})

/** A variable is not, nor what everybody must replace, nor a switch. */
function isLiteral(value: string): boolean {
  return !/\$|<[\w -]+>|change[-_ ]?me|your[-_ ]|example|placeholder|replace|xxx|^\s*$|^(true|false|\d{1,6}|none|null)$/i.test(
    value,
  )
}
