import { isIPv4 } from 'node:net'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'

const app = (service: string) => ({ 'compose.yml': `services: { s: { ${service} } }` })
const stores = ['database', 'cache', 'objectStore'] as const

/** Docker opens a published port past the host's own firewall: ufw shows nothing of it. */
export const storesApart = folderRule({
  claim: 'ISO-50',
  read: ({ applications }) =>
    applications.flatMap(({ model }) =>
      stores.flatMap((role) =>
        (model.services[role] ?? []).map((name): Finding => {
          const { ports = [], network_mode: mode } = model.compose.services[name] ?? {}
          const open = ports
            .filter(({ host_ip: ip = '' }) => !isLocal(ip))
            .map(({ published = '', target }) => `${published}:${target}`)
          const all = mode === 'host' ? [...open, 'every port, on the network of the host'] : open
          return found({
            at: model.locate('services', name, 'ports'),
            subject: name,
            property: 'ports on the addresses of the host',
            expected: [],
            found: all,
            ok: all.length === 0,
          })
        }),
      ),
    ),
  red: [
    app('image: "postgres:16", ports: ["5432:5432"]'),
    app('image: "redis:7", ports: [{ target: 6379, published: "6379" }]'),
    app('image: "mongo:7", network_mode: host'),
  ],
  green: [
    app('image: "postgres:16", ports: ["127.0.0.1:5432:5432", "[::1]:5432:5432"]'),
    app('image: "redis:7", expose: ["6379"]'),
    app('image: "postgres:16", ports: ["${BIND}:5432:5432", "10.8.0.1:5432:5432"]'),
  ],
})

/** The machine itself, a private network, or an address that only the operator knows. */
function isLocal(ip: string): boolean {
  if (ip.includes('$')) return true
  return isIPv4(ip)
    ? /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(ip)
    : /^\[?(::1|f[cd])/i.test(ip)
}
