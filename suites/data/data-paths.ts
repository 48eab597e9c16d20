import type { Service } from '../../harness/model/compose.ts'
import { imageReference } from '../../harness/model/image-reference.ts'

/** Where images of stores keep their data; all of them declare it as a volume, which is a new one in each container. */
const stores: readonly { image: RegExp; path: (service: Service, tag: string) => string | undefined }[] = [
  { image: /(^|\/)bitnami(legacy)?\//, path: bitnamiPath },
  { image: /(^|\/)(postgres|postgis|pgvector)$/, path: postgresPath },
  { image: /(^|\/)timescaledb$/, path: () => '/var/lib/postgresql/data' },
  { image: /(^|\/)(mysql|mariadb|percona)$/, path: () => '/var/lib/mysql' },
  { image: /(^|\/)mongo$/, path: () => '/data/db' },
  { image: /(^|\/)clickhouse(-server)?$/, path: () => '/var/lib/clickhouse' },
  { image: /(^|\/)rabbitmq$/, path: () => '/var/lib/rabbitmq' },
  { image: /(^|\/)elasticsearch$/, path: () => '/usr/share/elasticsearch/data' },
  { image: /(^|\/)opensearch$/, path: () => '/usr/share/opensearch/data' },
  { image: /(^|\/)cassandra$/, path: () => '/var/lib/cassandra' },
  { image: /(^|\/)couchdb$/, path: () => '/opt/couchdb/data' },
  { image: /(^|\/)mssql\/server$/, path: () => '/var/opt/mssql' },
  { image: /(^|\/)(redis|valkey)$/, path: (service) => (keeps(service) ? '/data' : undefined) },
  { image: /(^|\/)minio$/, path: (service) => /\bserver\b.*?\s(\/[\w/-]+)/.exec(lineOf(service))?.[1] },
]

/** Where the image of a service keeps its data; undefined where it keeps none, or nobody here knows. */
export function pathOf(service: Service): string | undefined {
  const { repository, tag = '' } = imageReference(service.image ?? '')
  return stores.find(({ image }) => image.test(repository))?.path(service, tag)
}

/**
 * Whether a mount stays empty, since the image lays a volume of its own over a folder in it. PostgreSQL did so with
 * its data folder before 18.
 */
export function isCovered(repository: string, tag: string, target: string, path: string): boolean {
  if (target === path) return false
  if (/^(library\/)?(mongo|mysql|mariadb)$/.test(repository)) return true
  const major = Number(/^(\d+)/.exec(tag)?.[1])
  return /postgres/.test(repository) && major < 18 && path === '/var/lib/postgresql/data'
}

/** They keep all of it below one folder; a mount of a folder in that one is as good where the data lies in it. */
function bitnamiPath(service: Service): string | undefined {
  const [, name] =
    /\/(postgresql|mysql|mariadb|mongodb)$/.exec(imageReference(service.image ?? '').repository) ?? []
  if (name === undefined || service.environment?.POSTGRESQL_DATA_DIR !== undefined) return undefined
  const data = `/bitnami/${name}/data`
  return service.volumes?.some(({ target }) => target === data) ? data : `/bitnami/${name}`
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
