import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { runsItsServer } from '../../harness/folder/infer-roles.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import type { Service } from '../../harness/model/compose.ts'
import { imageReference } from '../../harness/model/image-reference.ts'

/** Where images of stores keep their data; all of them declare it as a volume, which is a new one in each container. */
const stores: readonly { image: RegExp; path: (service: Service, tag: string) => string | undefined }[] = [
  { image: /(^|\/)(postgres|postgis|pgvector)$/, path: postgresPath },
  { image: /(^|\/)timescaledb$/, path: () => '/var/lib/postgresql/data' },
  { image: /(^|\/)(mysql|mariadb|percona)$/, path: () => '/var/lib/mysql' },
  { image: /(^|\/)mongo$/, path: () => '/data/db' },
  { image: /(^|\/)rabbitmq$/, path: () => '/var/lib/rabbitmq' },
  { image: /(^|\/)(redis|valkey)$/, path: (service) => (keeps(service) ? '/data' : undefined) },
  { image: /(^|\/)minio$/, path: (service) => /\bserver\b.*?\s(\/[\w/-]+)/.exec(lineOf(service))?.[1] },
]

/** Data that lies in the container, or in a volume without a name, is gone when the container is made anew. */
export const volumes = folderRule({
  claim: 'DATA-50',
  read: (folder) => servicesIn(folder).flatMap(read),
  red: [
    { 'compose.yml': 'services: { db: { image: "postgres:16" } }' },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16-alpine", volumes: ["pg:/var/lib/postgresql"] } }\nvolumes: { pg: }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:18", volumes: ["pg:/var/lib/postgresql/data"] } }\nvolumes: { pg: }',
    },
    { 'compose.yml': 'services: { db: { image: "mariadb:11", tmpfs: [/var/lib/mysql] } }' },
    {
      'docker-compose.prod.yml':
        'services: { r: { image: "redis:7", command: redis-server --appendonly yes } }',
    },
    { 'compose.yml': 'services: { db: { image: "mongo:7", volumes: [/data/db] } }' },
  ],
  green: [
    {
      'compose.yml':
        'services: { backup: { image: "postgres:16-alpine", command: /bin/sh -c "crond -f -l 2", volumes: ["./backups:/backups"] } , db: { image: "postgres:16", command: postgres -c shared_buffers=1GB, volumes: ["pg:/var/lib/postgresql/data"] } }\nvolumes: { pg: }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", volumes: ["pg:/var/lib/postgresql/data"] } }\nvolumes: { pg: }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", volumes: ["./data:/var/lib/postgresql/data"] } }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", environment: { PGDATA: /pg/data }, volumes: [{ type: volume, source: pg, target: /pg }] } }\nvolumes: { pg: }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:18", volumes: ["pg:/var/lib/postgresql"] } }\nvolumes: { pg: }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:${V}", volumes: ["pg:/var/lib/postgresql/data"] } }\nvolumes: { pg: }',
    },
    {
      'compose.yml':
        'services: { m: { image: "minio/minio", command: server --console-address ":9001" /data, volumes: ["m:/data"] } }\nvolumes: { m: }',
    },
    {
      'compose.yml':
        'services: { r: { image: "redis:7-alpine" }, m: { image: "mysql:8", volumes: ["m:/var/lib/mysql"] } }\nvolumes: { m: }',
    },
  ],
})

function read({ name, service, at }: Shipped): Finding[] {
  const { repository, tag = '' } = imageReference(service.image ?? '')
  const path = stores.find(({ image }) => image.test(repository))?.path(service, tag)
  if (path === undefined || !runsItsServer(service)) return []
  const mount = (service.volumes ?? []).find(
    ({ target }) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`),
  )
  const above = mount && covered(repository, tag, mount.target, path)
  const kept = mount !== undefined && mount.type !== 'tmpfs' && mount.source !== undefined && !above
  const elsewhere = (service.volumes ?? []).map(({ target }) => target).join(', ')
  const nothing =
    elsewhere === '' ? 'nothing is mounted there' : `nothing: what is mounted is at ${elsewhere}`
  const actual = mount === undefined ? nothing : described(mount.type, mount.target, mount.source, above)
  return [
    found({
      at: at(mount ? 'volumes' : 'image'),
      subject: name,
      property: `what keeps ${path}`,
      expected: 'a named volume or a folder of the host',
      found: kept ? 'a named volume or a folder of the host' : actual,
      ok: kept,
    }),
  ]
}

function described(type: string, target: string, source: string | undefined, above = false): string {
  if (above) return `a volume at ${target}, over which the image lays one of its own`
  if (type === 'tmpfs') return 'memory'
  return source === undefined ? 'a volume without a name' : `${type} ${source}`
}

/** Before 18 the image declares its data folder as a volume: what is mounted above it stays empty. */
function covered(repository: string, tag: string, target: string, path: string): boolean {
  const major = Number(/^(\d+)/.exec(tag)?.[1])
  return /postgres/.test(repository) && major < 18 && target !== path && path === '/var/lib/postgresql/data'
}

function postgresPath({ environment }: Service, tag: string): string {
  const set = environment?.PGDATA
  const major = Number(/^(\d+)/.exec(tag)?.[1])
  const usual = major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'
  if (set && !set.includes('$')) return set
  return usual
}

/** A cache that writes to its disk is meant to keep what it has. */
function keeps(service: Service): boolean {
  return /--appendonly\s+yes|--save\s+["']?\d/.test(lineOf(service))
}

function lineOf({ command }: Service): string {
  return [command ?? []].flat().join(' ')
}
