import { isIPv4 } from 'node:net'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { imageReference } from '../../harness/model/image-reference.ts'
import type { StackModel } from '../../harness/model/model.ts'

const app = (service: string) => ({ 'compose.yml': `services: { s: { ${service} } }` })
const stores = ['database', 'cache', 'objectStore'] as const

/** Tools that let in whoever comes, until told otherwise. */
const withoutLogIn =
  /(^|\/)(prometheus|alertmanager|pushgateway|node-exporter|cadvisor|elasticsearch|opensearch|adminer|phpmyadmin|redis-commander|redisinsight|mongo-express|flower|mailhog|mailpit|memcached)$/

/** Docker opens a published port past the host's own firewall: ufw shows nothing of it. */
export const storesApart = folderRule({
  claim: 'ISO-50',
  read: ({ applications }) =>
    applications.flatMap(({ model }) => apartIn(model).map((name) => read(model, name))),
  red: [
    app('image: "postgres:16", ports: ["5432:5432"]'),
    app('image: "redis:7", ports: [{ target: 6379, published: "6379" }]'),
    app('image: "mongo:7", network_mode: host'),
    app('image: "prom/prometheus:v2.54.1", ports: ["9090:9090"]'),
  ],
  green: [
    app('image: "postgres:16", ports: ["127.0.0.1:5432:5432", "[::1]:5432:5432"]'),
    app('image: "redis:7", expose: ["6379"]'),
    app('image: "redis:7", network_mode: host, command: redis-server --bind 127.0.0.1'),
    app('image: "postgres:16", ports: ["${BIND}:5432:5432", "10.8.0.1:5432:5432"]'),
  ],
})

function apartIn({ services, compose }: StackModel): string[] {
  const tools = Object.entries(compose.services).flatMap(([name, { image = '' }]) =>
    withoutLogIn.test(imageReference(image).repository) ? [name] : [],
  )
  return [...new Set([...stores.flatMap((role) => services[role] ?? []), ...tools])]
}

function read(model: StackModel, name: string): Finding {
  const { ports = [], network_mode: mode, command, image = '' } = model.compose.services[name] ?? {}
  const line = [command ?? []].flat().join(' ')
  const keepsIn =
    /127\.0\.0\.1|localhost|::1/.test(line) || withoutLogIn.test(imageReference(image).repository)
  const open = ports
    .filter(({ host_ip: ip = '' }) => !isLocal(ip))
    .map(({ published = '', target }) => `${published}:${target}`)
  const all = mode === 'host' && !keepsIn ? [...open, 'every port, on the network of the host'] : open
  const property = 'ports on the addresses of the host'
  const at = model.locate('services', name, 'ports')
  return found({ at, subject: name, property, expected: [], found: all, ok: all.length === 0 })
}

/** The machine itself, a private network, or an address that only the operator knows. */
function isLocal(ip: string): boolean {
  if (ip.includes('$')) return true
  return isIPv4(ip)
    ? /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(ip)
    : /^\[?(::1|f[cd])/i.test(ip)
}
