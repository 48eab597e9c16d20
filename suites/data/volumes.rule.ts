import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { runsItsServer } from '../../harness/folder/runs-server.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import { imageReference } from '../../harness/model/image-reference.ts'
import { isCovered, pathOf } from './data-paths.ts'

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
    { 'compose.yml': 'services: { db: { image: "mongo:7", volumes: ["m:/data"] } }\nvolumes: { m: }' },
    {
      'compose.yml':
        'services: { db: { image: "bitnami/postgresql:16", volumes: ["pg:/var/lib/postgresql/data"] } }\nvolumes: { pg: }',
    },
    { 'compose.yml': 'services: { events: { image: "clickhouse/clickhouse-server:25.3" } }' },
  ],
  green: [
    {
      'compose.yml':
        'services: { dump: { image: "postgres:16", command: pg_dump -h postgres shop }, wait: { image: "postgres:16", entrypoint: [sh, -c], command: ["until pg_isready -h postgres; do sleep 1; done"] }, ping: { image: "redis:7", command: redis-cli -h redis-server ping }, db: { image: "mysql:8", entrypoint: [/entry.sh, mysqld], volumes: ["m:/var/lib/mysql"] } }\nvolumes: { m: }',
    },
    {
      'compose.yml':
        'services: { db: { image: "bitnami/postgresql:16", volumes: ["pg:/bitnami/postgresql"] }, m: { image: "bitnami/mysql:8", volumes: ["m:/bitnami/mysql/data"] }, n: { image: "bitnami/mariadb:11", volumes: ["n:/bitnami"] } }\nvolumes: { pg: , m: , n: }',
    },
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
  const path = pathOf(service)
  if (path === undefined || !runsItsServer(service)) return []
  const mount = (service.volumes ?? []).find(
    ({ target }) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`),
  )
  const above = mount && isCovered(repository, tag, mount.target, path)
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
