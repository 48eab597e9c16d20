import type { ComposeModel, Service } from '../model/compose.ts'
import { imageReference } from '../model/image-reference.ts'
import type { StackConfigInput } from '../stack/config.ts'
import type { Role } from '../stack/role.ts'
import { runsItsServer } from './runs-server.ts'

type Sign = { role: Role; image?: RegExp; name?: RegExp; ports?: readonly number[] }

/** By image first, since that says what runs; then by name and by what is published. */
const signs: readonly Sign[] = [
  {
    role: 'database',
    image:
      /(^|\/)(postgres|postgresql|postgis|pgvector|pgvecto-rs|timescaledb(-ha)?|mysql|mariadb|mongo(db(-community-server)?)?)$/,
  },
  { role: 'cache', image: /(^|\/)(redis|redis-stack(-server)?|valkey|keydb|dragonfly|memcached)$/ },
  { role: 'objectStore', image: /(^|\/)minio$/ },
  { role: 'antivirus', image: /(^|\/)clamav$/ },
  { role: 'mail', image: /(^|\/)(mailpit|mailhog|postfix|smtp)$/ },
  {
    role: 'edge',
    image: /(^|\/)(nginx|nginx-unprivileged|openresty|traefik|caddy|haproxy|envoy|httpd)$/,
    ports: [80, 443, 8080, 8443],
  },
  { role: 'provision', image: /(^|\/)mc$/ },
  { role: 'edge', name: /./, ports: [80, 443] },
  { role: 'migrate', name: /(?<!im|em)migrat/ },
  { role: 'provision', name: /(^|[-_])(provision|bootstrap|setup|init|seed)([-_]|$)/ },
  { role: 'worker', name: /worker|celery|sidekiq|consumer|scheduler|queue(?!.*(redis|rabbit))/ },
  { role: 'edge', name: /^(nginx|proxy|reverse-proxy|edge|gateway|traefik|caddy|haproxy|ingress)$/ },
  { role: 'database', name: /^(db|database|postgres|mysql|mongo)$/ },
  { role: 'cache', name: /^(redis|cache|valkey)$/ },
  { role: 'web', name: /^(web|frontend|client|ui|site)([-_]|$)/ },
  { role: 'api', name: /^(api|backend|server|app|django|rails|laravel|php)([-_]|$)/ },
]

/** What each service is for, as far as its image, its name and its ports tell. */
export function inferRoles({ services }: ComposeModel): StackConfigInput['roles'] {
  const found: Partial<Record<Role, string[]>> = {}
  for (const [name, service] of Object.entries(services)) {
    const role = signs.find((sign) => fits(sign, name, service))?.role
    if (role !== undefined) found[role] = [...(found[role] ?? []), name]
  }
  return found
}

function fits({ role, image, name, ports }: Sign, service: string, definition: Service): boolean {
  if (ports && !(definition.ports ?? []).some(({ target }) => ports.includes(Number(target)))) return false
  if (image)
    return (
      image.test(imageReference(definition.image ?? '').repository) &&
      (role === 'edge' || role === 'provision' || runsItsServer(definition))
    )
  return name?.test(service.toLowerCase()) ?? false
}
