import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Files } from '../../harness/folder/files.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import type { Shipped } from '../../harness/folder/services-in.ts'
import { literalSecret } from '../../harness/model/literal-secret.ts'
import { nodeAt, plain } from '../../harness/model/node.ts'
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
      return [...told, ...commandLines(folder, { name, service, at: place })]
    }),
  red: [
    app('image: a, environment: { POSTGRES_PASSWORD: postgres }'),
    app('image: a, environment: ["DATABASE_URL=postgres://shop:hunter2@db/shop"]'),
    app('image: a, environment: { PGPASSWORD: shop, ADMIN_PASS: "Sup3r$$ecret" }'),
    app('image: a, environment: { DSN: "Server=db;User Id=sa;Password=Str0ng" }'),
    app('image: "redis:7", command: redis-server --requirepass hunter2'),
    app('image: "mysql:8", healthcheck: { test: [CMD, mysqladmin, ping, -uroot, -pS3cret] }'),
    app('image: "mariadb:11", healthcheck: { test: "mariadb-admin ping -h localhost -u root -pS3cret" }'),
    app('image: "redis:7", healthcheck: { test: redis-cli -a hunter2 ping }'),
  ],
  green: [
    // The default is told as such.
    app(
      'image: "redis:7", command: "redis-server --requirepass ${REDIS_PASSWORD:-known}", healthcheck: { test: "mysqladmin ping -u root -p${DB_PASSWORD:-known} -P 3306" }',
    ),
    {
      'compose.yml':
        'services:\n  cache:\n    image: redis:7\n    command: >\n      redis-server\n      --requirepass ${REDIS_PASSWORD:-known}\n',
    },
    app('image: "redis:7", entrypoint: "redis-server --requirepass ${REDIS_PASSWORD:-known}"'),
    app('image: "mysql:8", healthcheck: { test: "mysqladmin ping -h localhost -p$$MYSQL_ROOT_PASSWORD" }'),
    app(
      'image: a, environment: { DSN: "Server=db;Password=${DB_PASSWORD};", POSTGRES_PASSWORD: "${POSTGRES_PASSWORD}", API_TOKEN_FILE: /run/secrets/t, SMTP_PASSWORD: "" }',
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

type Read = Pick<Shipped, 'name' | 'service' | 'at'>

/** What the engine shows of a container: the command and the health check, each argument of them. */
function commandLines({ files }: Folder, { name, service, at }: Read): Finding[] {
  const lines = [
    { what: 'command', path: ['command'], words: [service.command ?? []].flat() },
    { what: 'entrypoint', path: ['entrypoint'], words: [service.entrypoint ?? []].flat() },
    { what: 'health check', path: ['healthcheck', 'test'], words: service.healthcheck?.test ?? [] },
  ]
  return lines.flatMap(({ what, path, words }): Finding[] => {
    const place = at(...path)
    const line = words.join(' ')
    if (line === '') return []
    const hasVariable = line.includes('$') || isWrittenWithOne(files, place, [name, ...path])
    const why = hasVariable ? undefined : (secretInCommand(line) ?? mysqlPassword(line))
    const subject = `${name} ${what}`
    const property = 'secret in the file'
    return [
      found({ at: place, subject, property, expected: 'none', found: why ?? 'none', ok: why === undefined }),
    ]
  })
}

/** Whether a variable stands there in the file; its default may be all that is left of it here. */
function isWrittenWithOne(files: Files, at: string, path: readonly string[]): boolean {
  const { node } = files.yaml(at.replace(/:\d+$/, ''))
  const written = nodeAt(node, ['services', ...path])
  return written === undefined ? files.line(at).includes('$') : JSON.stringify(plain(written)).includes('$')
}

function mysqlPassword(line: string): string | undefined {
  const isClient = /(^|[\s/])(mysql|mysqladmin|mysqldump|mariadb|mariadb-admin)\s/.test(line)
  return isClient && /\s-p[^\s"']/.test(line) ? 'a secret as an argument' : undefined
}
