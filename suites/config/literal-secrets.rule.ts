import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { literalSecret } from '../../harness/model/literal-secret.ts'
import { secretInCommand, secretInEnvironment } from '../../harness/model/secret-text.ts'
import { each } from './each-service.ts'

const app = (service: string, more: Record<string, string> = {}) => ({
  'compose.yml': `services: { api: { ${service} } }`,
  ...more,
})

/** What stands in a file of the repository is known to everybody who ever had a copy of it. */
export const literalSecrets = folderRule({
  claim: 'CFG-63',
  read: (folder) =>
    each(folder, ({ name, service, at: place }): Finding[] => {
      const entries = Object.entries(service.environment ?? {}).map(([key, value]) => ({
        key,
        value: value ?? '',
        at: place('environment', key),
      }))
      const line = [service.command ?? [], service.entrypoint ?? []].flat().join(' ')
      const told = entries.flatMap(({ key, value, at }): Finding[] => {
        // A default in the text is another claim's matter.
        const why = folder.files.line(at).includes('${') ? undefined : literalSecret(key, value)
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
      const inCommand = line === '' ? [] : [line.includes('$') ? undefined : secretInCommand(line)]
      const at = place('command')
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
      'image: a, environment: { POSTGRES_PASSWORD: "${POSTGRES_PASSWORD:?set it}", DATABASE_URL: "postgres://app:${POSTGRES_PASSWORD}@db:5432/app" }',
      { '.env.example': 'POSTGRES_PASSWORD=set-a-strong-one\n' },
    ),
    app(
      'image: a, environment: { CACHE_KEY: v1, POSTGRES_HOST_AUTH_METHOD: scram-sha-256, PASSWORD_MIN_LENGTH: 12, TOKEN: "true", SSH_KEY: /root/.ssh/id_rsa, SSL_KEY: certs/server.key, DB_PASSWORD: "op://vault/db/password", PRIMARY_KEY: id, PASS: "off" }',
    ),
  ],
})
