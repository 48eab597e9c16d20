import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Service } from '../../harness/model/compose.ts'
import { isEngineSocket } from '../../harness/model/host-path.ts'
import { imageReference } from '../../harness/model/image-reference.ts'
import { each } from './each-service.ts'

const app = (service: string) => ({ 'compose.yml': `services: { a: { ${service} } }` })
/** Lets through a part of what the socket can do, by its settings; made to stand before it. */
const filters = /(^|\/)(docker-socket-proxy|socket-proxy)$/

/** Whoever breaks into such a container is root on the host. */
export const hostPower = folderRule({
  claim: 'CFG-64',
  read: (folder) =>
    each(folder, ({ name, service, at }): Finding[] => {
      const powers = powersOf(service)
      return [
        found({
          at: at(powers[0]?.key ?? 'image'),
          subject: name,
          property: 'power over the host',
          expected: [],
          found: powers.map(({ what }) => what),
          ok: powers.length === 0,
        }),
      ]
    }),
  red: [
    app('image: "traefik:v3.1", volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]'),
    app('image: a, volumes: ["${SOCKET}:/var/run/docker.sock:ro"]'),
    app('image: a, privileged: true'),
    app('image: a, pid: host'),
    app('image: a, volumes: ["/:/host"]'),
    app('image: a, volumes: ["/var/run:/var/run:ro"]'),
    app('image: a, volumes: ["/var/lib/docker/volumes:/source"]'),
    app('image: a, cap_add: [ALL]'),
    app('image: a, cap_add: [NET_ADMIN, CAP_SYS_ADMIN]'),
  ],
  green: [
    app('image: a, cap_add: [NET_BIND_SERVICE], volumes: ["/var/run/shop:/var/run/shop"]'),
    app(
      'image: "tecnativa/docker-socket-proxy:0.3.0", volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]',
    ),
    app('image: a, volumes: ["./data:/data", "/etc/localtime:/etc/localtime:ro"], network_mode: host'),
    app('image: a, volumes: ["/var/lib/docker/volumes:/source:ro"]'),
    app('image: "prom/node-exporter:v1.8.2", pid: host, volumes: ["/:/host:ro,rslave"]'),
  ],
})

/** What the engine keeps of all containers: who writes there writes in any of them. */
function isOfEngine(source: string): boolean {
  return /^\/var\/lib\/docker\//.test(source)
}

/** The socket, or the folder that it lies in. */
function holdsSocket(source: string): boolean {
  return isEngineSocket(source) || /^(\/var)?\/run\/?$/.test(source)
}

function powersOf(service: Service): { key: string; what: string }[] {
  const { repository } = imageReference(service.image ?? '')
  // They measure the host: that is what they are for.
  const measures =
    /(^|\/)(node-exporter|cadvisor|promtail|alloy|datadog|agent|netdata|telegraf|fluent-bit|filebeat)$/.test(
      repository,
    )
  const sources = (service.volumes ?? []).flatMap(({ type, source, target, read_only: readOnly }) => {
    // Where a variable says what is mounted, its place in the container tells what it is.
    if (source?.includes('$') && isEngineSocket(target)) return [{ source: target, readOnly }]
    return type === 'bind' && source ? [{ source, readOnly }] : []
  })
  const isFilter = filters.test(repository) && (service.ports ?? []).length === 0
  return [
    ...(service.privileged === true && !measures ? [{ key: 'privileged', what: 'privileged mode' }] : []),
    ...(service.pid === 'host' && !measures ? [{ key: 'pid', what: 'processes of the host' }] : []),
    ...(service.cap_add ?? [])
      .filter((one) => /^(ALL|(CAP_)?SYS_ADMIN)$/i.test(one) && !measures)
      .map((one) => ({ key: 'cap_add', what: `the capability ${one}` })),
    ...sources
      .filter(({ source }) => holdsSocket(source) && !isFilter && !measures)
      .map(({ source }) => ({ key: 'volumes', what: `the engine, by ${source}` })),
    ...sources
      .filter(
        ({ source, readOnly }) =>
          (['/', '/etc', '/root', '/boot', '/usr', '/var/lib/docker'].includes(source) ||
            (isOfEngine(source) && !readOnly)) &&
          !(measures && readOnly),
      )
      .map(({ source }) => ({ key: 'volumes', what: `${source} of the host` })),
  ]
}
