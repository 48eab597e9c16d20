import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import { composeCall } from '../../harness/folder/compose-call.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import { commandsOf } from '../../harness/folder/shell.ts'
import type { PublishedPort, Service } from '../../harness/model/compose.ts'
import { startTogether } from './profiles.ts'

const app = (services: string) => ({ 'compose.yml': `services: { ${services} }` })

/** The second of two that want one port of the host does not start. */
export const portsOnce = folderRule({
  claim: 'CFG-55',
  read: ({ applications }) => applications.flatMap(read),
  red: [
    app('a: { image: a, ports: ["80:80"] }, b: { image: b, ports: ["80:8080"] }'),
    app(
      'a: { image: a, ports: ["80:80"], profiles: [x, y] }, b: { image: b, ports: ["80:80"], profiles: [y] }',
    ),
    app(
      'a: { image: a, ports: ["127.0.0.1:5432:5432"] }, b: { image: b, ports: [{ target: 1, published: "5432" }] }',
    ),
  ],
  green: [
    app(
      'web: { image: a, ports: ["80:80"] }, certificate: { image: c, ports: ["80:80"], profiles: [gencert] }',
    ),
    app('a: { image: a, ports: ["80:80", "443:443"] }, b: { image: b, ports: ["8080:80"] }'),
    app('a: { image: a, ports: ["53:53/udp"] }, b: { image: b, ports: ["53:53/tcp", "3000"] }'),
    app('a: { image: a, ports: ["127.0.0.1:80:80"] }, b: { image: b, ports: ["10.0.0.1:80:80"] }'),
    app(
      'a: { image: a, ports: ["80:80"], profiles: [blue] }, b: { image: b, ports: ["80:80"], profiles: [green] }',
    ),
  ],
})

type Taken = { name: string; service: Service; port: PublishedPort }

function read({ model }: Application): Finding[] {
  const taken = Object.entries(model.compose.services).flatMap(([name, service]): Taken[] =>
    (service.ports ?? []).flatMap((port) => (port.published ? [{ name, service, port }] : [])),
  )
  return taken.map((one, at) => {
    const other = taken.slice(0, at).find((before) => clash(before, one))
    const { published = '', protocol = 'tcp' } = one.port
    return found({
      at: model.locate('services', one.name, 'ports'),
      subject: one.name,
      property: `others on port ${published}/${protocol} of the host`,
      expected: 'none',
      found: other?.name ?? 'none',
      ok: other === undefined,
    })
  })
}

function clash(a: Taken, b: Taken): boolean {
  const anywhere = ({ host_ip: ip = '' }: PublishedPort) => ['', '0.0.0.0', '::'].includes(ip)
  const sameAddress = a.port.host_ip === b.port.host_ip || anywhere(a.port) || anywhere(b.port)
  const same =
    a.port.published === b.port.published && (a.port.protocol ?? 'tcp') === (b.port.protocol ?? 'tcp')
  return (
    same &&
    sameAddress &&
    a.name !== b.name &&
    startTogether(a.service, b.service) &&
    !String(a.port.published).includes('$')
  )
}

/** Two containers cannot share a name or a port of the host. */
export const runsTwice = folderRule({
  claim: 'CFG-56',
  read: (folder) => {
    const scaled = scaledBy(folder)
    return servicesIn(folder).flatMap(({ name, service, at }): Finding[] => {
      const count = Math.max(copies(service), scaled.get(name) ?? 0)
      if (count < 2) return []
      const fixed = [
        ...(typeof service.container_name === 'string' ? [`the name ${service.container_name}`] : []),
        ...(service.ports ?? []).flatMap(({ published }) =>
          published && !published.includes('-') ? [`port ${published} of the host`] : [],
        ),
      ]
      return [
        found({
          at: at(),
          subject: name,
          property: `what its ${count} copies cannot share`,
          expected: [],
          found: fixed,
          ok: fixed.length === 0,
        }),
      ]
    })
  },
  red: [
    app('a: { image: a, container_name: a, deploy: { replicas: 2 } }'),
    {
      ...app('a: { image: a, container_name: a }'),
      'up.sh': 'docker compose up -d --scale b=1 --scale a=3\n',
    },
    app('a: { image: a, scale: 3, ports: ["3000:3000"] }'),
  ],
  green: [
    app('a: { image: a, deploy: { replicas: 2 }, ports: ["3000"] }'),
    {
      ...app('a: { image: a, container_name: a }, b: { image: b }'),
      'up.sh': 'docker compose up --scale=a=1\ndocker compose up -d --scale=b=2\necho --scale a=4\n',
    },
    app(
      'a: { image: a, container_name: a, deploy: { replicas: 1 } }, b: { image: b, scale: 2, ports: ["3000-3001:3000"] }',
    ),
  ],
})

/** How many copies scripts ask Compose for, at most. */
function scaledBy({ scripts }: Folder): ReadonlyMap<string, number> {
  const asked = scripts.flatMap((script) =>
    commandsOf(script).flatMap(({ words }) => (composeCall(words) ? words.flatMap(scaleIn) : [])),
  )
  return new Map(asked.toSorted(([, a], [, b]) => a - b))
}

function scaleIn(word: string, at: number, words: readonly string[]): [name: string, copies: number][] {
  const [, joined] = /^--scale=(.*)/.exec(word) ?? []
  const [name = '', count] = (joined ?? (words[at - 1] === '--scale' ? word : '')).split('=')
  return count === undefined ? [] : [[name, Number(count)]]
}

function copies({ deploy, scale }: Service): number {
  const replicas = deploy && 'replicas' in deploy ? deploy.replicas : undefined
  return Number(replicas ?? scale ?? 1)
}
