import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import { baseImage, lastOf } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import type { Service } from '../../harness/model/compose.ts'
import { imageReference } from '../../harness/model/image-reference.ts'

/** Official images that bring no health check of their own. */
const without =
  /^(docker\.io\/)?(library\/)?(postgres|redis|valkey|mysql|mariadb|mongo|nginx|httpd|node|python|ruby|php|golang|debian|ubuntu|alpine|rabbitmq|memcached|caddy|haproxy|traefik|busybox)$|^(postgis\/postgis|pgvector\/pgvector|minio\/minio|scratch)$/

/** Compose refuses to start who waits for the health of a service that has no check. */
export const awaited = folderRule({
  claim: 'HLT-51',
  read: (folder) => folder.applications.flatMap((one) => read(folder, one)),
  red: [
    {
      'compose.yml':
        'services: { db: { image: "postgres:16" }, api: { image: a, depends_on: { db: { condition: service_healthy } } } }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", healthcheck: { disable: true } }, api: { image: a, depends_on: { db: { condition: service_healthy } } } }',
    },
    {
      'compose.yml':
        'services: { api: { build: . }, web: { image: w, depends_on: { api: { condition: service_healthy } } } }',
      Dockerfile: 'FROM node:22\nCMD ["node", "."]\n',
    },
  ],
  green: [
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", healthcheck: { test: pg_isready } }, api: { image: a, depends_on: { db: { condition: service_healthy } } } }',
    },
    {
      'compose.yml':
        'services: { es: { image: "company/es:1" }, api: { image: a, depends_on: { es: { condition: service_healthy } } } }',
    },
    {
      'compose.yml':
        'services: { api: { build: . }, web: { image: w, depends_on: { api: { condition: service_healthy } } } }',
      Dockerfile: 'FROM node:22\nHEALTHCHECK CMD node health.js\nCMD ["node", "."]\n',
    },
    { 'compose.yml': 'services: { db: { image: "postgres:16" }, api: { image: a, depends_on: [db] } }' },
  ],
})

function read(folder: Folder, application: Application): Finding[] {
  const { services } = application.model.compose
  return Object.entries(services).flatMap(([name, service]) =>
    Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]): Finding[] => {
      const target = services[other]
      if (condition !== 'service_healthy' || target === undefined) return []
      const has = hasCheck(folder, application, target)
      if (has === undefined) return []
      const at = application.model.locate('services', name, 'depends_on', other)
      const property = `health check of ${other}, which it waits for`
      return [found({ at, subject: name, property, expected: 'one', found: has ? 'one' : 'none', ok: has })]
    }),
  )
}

/** Undefined where only the image knows. */
function hasCheck(folder: Folder, application: Application, service: Service): boolean | undefined {
  const { healthcheck } = service
  if (healthcheck?.disable === true || healthcheck?.test?.[0] === 'NONE') return false
  if (healthcheck?.test !== undefined) return true
  const dockerfile = dockerfileOf(folder, application, service.build)
  const own = dockerfile && lastOf(dockerfile, 'HEALTHCHECK')
  if (own !== undefined) return !/^none$/i.test(own.text)
  const image = dockerfile ? baseImage(dockerfile) : service.build === undefined ? service.image : undefined
  return without.test(imageReference(image ?? '').repository) ? false : undefined
}
