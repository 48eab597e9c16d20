import { isIPv4 } from 'node:net'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import type { PublishedPort } from '../../harness/model/compose.ts'
import { isOpenImage, isOpenPort, isTool } from './open-images.ts'

const app = (service: string) => ({ 'compose.yml': `services: { s: { ${service} } }` })
const stores = ['database', 'cache', 'objectStore'] as const

/** Docker opens a published port past the host's own firewall: ufw shows nothing of it. */
export const storesApart = folderRule({
  claim: 'ISO-50',
  read: (folder) =>
    servicesIn(folder).flatMap((one) =>
      isStore(one) || isOpenImage(folder, one) ? [read(folder, one)] : [],
    ),
  red: [
    app('image: "postgres:16", ports: ["5432:5432"]'),
    app('image: "redis:7", ports: [{ target: 6379, published: "6379" }]'),
    app('image: "mongo:7", network_mode: host'),
    app('image: "prom/prometheus:v2.54.1", ports: ["9090:9090"]'),
    app('image: "ollama/ollama:0.3.12", ports: ["11434:11434"]'),
    app('image: "postgres:16", ports: ["${DB_PORT}:${DB_PORT}"]'),
    app('image: "mysql:8", ports: [{ target: "${DB_PORT}", published: "${DB_PORT}" }]'),
    app('image: "rabbitmq:4-management", ports: ["5671:5671", "15672:15672"]'),
    app('image: "clickhouse/clickhouse-server:25.3", ports: ["8123:8123"]'),
    app('image: "grafana/loki:3.4.2", ports: ["3100:3100"]'),
    app('image: "getmeili/meilisearch:v1.13", ports: ["7700:7700"]'),
    app('image: "php:8.3-fpm-alpine", ports: ["9000:9000"]'),
    app('image: "shop/pooler:2", ports: ["6432:5432"]'),
    app('build: ./search, ports: ["9200:9200"]'),
    app('image: "bitnami/mongodb:7.0", ports: ["27018:27018"]'),
    app('image: "quay.io/coreos/etcd:v3.5.9", ports: ["2379:2379"]'),
    {
      ...app('build: ., ports: ["9000:9000"]'),
      Dockerfile: 'FROM php:8.3-fpm AS base\nFROM base\nCOPY . /app\n',
    },
  ],
  green: [
    app('image: "postgres:16", ports: ["127.0.0.1:5432:5432", "[::1]:5432:5432"]'),
    app('image: "redis:7", expose: ["6379"]'),
    app('image: "redis:7", network_mode: host, command: redis-server --bind 127.0.0.1'),
    app('image: "postgres:16", ports: ["${BIND}:5432:5432", "10.8.0.1:5432:5432"]'),
    app('image: "postgres:16", ports: ["${DB_PORTS}", "127.0.0.1:${DB_PORT}:${DB_PORT}"]'),
    app('image: "rabbitmq:4", ports: ["5671:5671", "1883:1883", "127.0.0.1:5672:5672"]'),
    app(
      'image: "getmeili/meilisearch:v1.13", ports: ["7700:7700"], environment: { MEILI_MASTER_KEY: "${KEY:?}" }',
    ),
    app('image: "php:8.3-fpm", command: php artisan reverb:start, ports: ["9000:9000"]'),
    app('image: "php:8.3-apache", ports: ["9000:9000"]'),
    app('image: "php:8.3-fpm", ports: ["127.0.0.1:9000:9000", "8080:80"]'),
  ],
})

function isStore({ application, name }: Shipped): boolean {
  return stores.some((role) => application.model.services[role]?.includes(name))
}

function read(folder: Folder, one: Shipped): Finding {
  const { ports = [] } = one.service
  const open = ports
    .filter((port) => (isStore(one) || isOpenPort(folder, one, port)) && reachesOut(port))
    .map(({ published = '', target }) => `${published}:${target ?? 'an unknown one'}`)
  const all = isOnHost(one) ? [...open, 'every port, on the network of the host'] : open
  const property = 'ports on the addresses of the host'
  return found({
    at: one.at('ports'),
    subject: one.name,
    property,
    expected: [],
    found: all,
    ok: all.length === 0,
  })
}

function isOnHost({ service, ...one }: Shipped): boolean {
  const line = [service.command ?? []].flat().join(' ')
  const keepsIn = /127\.0\.0\.1|localhost|::1/.test(line) || isTool(service)
  return service.network_mode === 'host' && isStore({ service, ...one }) && !keepsIn
}

/** A lone variable may hold a whole mapping, its address too. */
function reachesOut({ host_ip: ip = '', target, published }: PublishedPort): boolean {
  return !isLocal(ip) && (target !== undefined || published !== undefined)
}

/** The machine itself, a private network, or an address that only the operator knows. */
function isLocal(ip: string): boolean {
  if (ip.includes('$')) return true
  return isIPv4(ip)
    ? /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(ip)
    : /^\[?(::1|f[cd])/i.test(ip)
}
