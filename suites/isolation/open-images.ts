import { baseImage } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import type { Shipped } from '../../harness/folder/services-in.ts'
import type { PublishedPort, Service } from '../../harness/model/compose.ts'
import { imageReference } from '../../harness/model/image-reference.ts'

type Open = {
  image: RegExp
  /** The ports that count, where others are for the world; every one, an unknown one too, where it names none. */
  ports?: readonly number[]
  /** What shows that it asks who comes. */
  asks?: (service: Service) => boolean
}

/** Tools that let in whoever comes, until told otherwise. */
const withoutLogIn =
  /(^|\/)(prometheus|alertmanager|pushgateway|node-exporter|cadvisor|loki|elasticsearch|opensearch|adminer|phpmyadmin|redis-commander|redisinsight|mongo-express|flower|mailhog|mailpit|memcached|ollama|dozzle)$/

/** Stores that no role stands for, and tools; each by its image. */
const images: readonly Open[] = [
  { image: withoutLogIn },
  { image: /(^|\/)clickhouse(-server)?$/ },
  // The image lets its guest in from everywhere; what comes over TLS or as MQTT may be meant for the world.
  { image: /(^|\/)rabbitmq$/, ports: [4369, 5672, 15672, 25672] },
  { image: /(^|\/)meilisearch$/, asks: hasMasterKey },
  {
    image:
      /(^|\/)(cassandra|scylla|couchdb|neo4j|influxdb|etcd|zookeeper|qdrant|weaviate|milvus|solr|cockroach|questdb|pgbouncer|kibana|(cp-)?kafka|mssql\/server)$/,
  },
]

/** Whether the image of a service is a tool that may stay on the network of its host: it listens where it is told. */
export function isTool({ image = '' }: Service): boolean {
  return withoutLogIn.test(imageReference(image).repository)
}

/** By these nothing but a store, or the engine itself, is asked: whatever the image is called. */
const ofStores = new Set([1433, 2375, 3306, 5432, 6379, 9042, 9200, 11_211, 27_017])

/** Whether a port of a service is one of a store, or of what asks nobody for a password. */
export function isOpenPort(folder: Folder, one: Shipped, { target }: PublishedPort): boolean {
  // FastCGI runs the script that it is told to run, for whoever comes.
  if (target === 9000 && isPhpFpm(folder, one)) return true
  if (ofStores.has(target ?? 0)) return true
  const open = openImage(one.service)
  return open !== undefined && (open.ports === undefined || open.ports.includes(target ?? 0))
}

/** Whether it is looked at, whatever it publishes. */
export function isOpenImage(folder: Folder, one: Shipped): boolean {
  const ports = one.service.ports ?? []
  const isStore = ports.some(({ target }) => ofStores.has(target ?? 0))
  return isStore || openImage(one.service) !== undefined || isPhpFpm(folder, one)
}

function openImage(service: Service): Open | undefined {
  const { repository } = imageReference(service.image ?? '')
  return images.find(({ image, asks }) => image.test(repository) && !asks?.(service))
}

function isPhpFpm(folder: Folder, { application, service }: Shipped): boolean {
  const starts = [service.entrypoint ?? [], service.command ?? []].flat().join(' ')
  if (starts !== '' && !/fpm|supervisord/.test(starts)) return false
  const dockerfile = dockerfileOf(folder, application, service.build)
  const { repository, tag = '' } = imageReference(
    (dockerfile && baseImage(dockerfile)) || service.image || '',
  )
  return /(^|\/)php$/.test(repository) && /(^|-)fpm(-|$)/.test(tag)
}

function hasMasterKey({ environment = {}, command, env_file: file }: Service): boolean {
  const line = [command ?? []].flat().join(' ')
  return 'MEILI_MASTER_KEY' in environment || file !== undefined || line.includes('--master-key')
}
