import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { ComposeModel, Service } from '../../harness/model/compose.ts'
import { type NamedPart, namedBy } from './named-parts.ts'
import { startTogether } from './profiles.ts'

const app = (services: string, rest = '') => ({ 'compose.yml': `services: { ${services} }\n${rest}` })

/** Compose refuses the whole application for one name that nobody declared. */
export const startable = folderRule({
  claim: 'CFG-68',
  read: ({ applications }) => applications.flatMap(read),
  red: [
    app('a: { image: a, depends_on: [db] }'),
    app('a: { image: a, depends_on: { db: { condition: service_healthy } } }'),
    app('a: { image: a, networks: [front] }'),
    app('a: { image: a, volumes: ["data:/data"] }', 'volumes: { date: }'),
    app('a: { image: a, secrets: [key] }'),
    app('a: { build: { context: ., secrets: [key] } }'),
    app('a: { image: a, configs: [{ source: site, target: /etc/site }] }'),
    app('a: { image: a, network_mode: "service:vpn" }'),
    app('a: { image: a, links: ["db:database"] }'),
    app('a: { image: a, volumes_from: ["db:ro"] }'),
    app('a: { restart: always }'),
    app(
      'a: { image: a, depends_on: [b] }, b: { image: b, depends_on: [c] }, c: { image: c, depends_on: [a] }',
    ),
    app('a: { image: a, container_name: one }, b: { image: b, container_name: one }'),
    app('a: { image: a, networks: [front], network_mode: host }', 'networks: { front: }'),
  ],
  green: [
    app(
      'a: { image: a, networks: [default, front], depends_on: [b], links: [b], volumes: ["data:/data", "./x:/x", /y], secrets: [key], configs: [site] }, b: { build: . }',
      'networks: { front: }\nvolumes: { data: }\nsecrets: { key: { file: ./key } }\nconfigs: { site: { file: ./site } }',
    ),
    app('a: { image: a, volumes: ["${DATA}:/data"], networks: ["${NET}"] }'),
    app('a: { image: a, volumes_from: ["container:old"], network_mode: "container:old", ipc: host }'),
    app(
      'blue: { image: a, container_name: one, profiles: [blue] }, green: { image: a, container_name: one, profiles: [green] }',
    ),
    {
      'docker-compose.yml': 'services: { db: { image: d, networks: [back] } }\nnetworks: { back: }',
      'docker-compose.override.yml': 'services: { db: { ports: [1] }, a: { image: a, depends_on: [db] } }',
    },
    {
      'compose.yml':
        'include: [db/compose.yml]\nservices: { a: { image: a, depends_on: [db], volumes: ["d:/d"] } }',
      'db/compose.yml': 'services: { db: { image: d } }\nvolumes: { d: }',
    },
  ],
})

function read({ model, problems }: Application): Finding[] {
  const { compose, locate } = model
  // What could not be read may declare anything.
  if (problems.length > 0) return []
  const circling = inCircles(compose)
  return Object.entries(compose.services).flatMap(([name, service]) => {
    const look = (property: string, wrong: readonly string[], attribute = '') =>
      found({
        at: locate('services', name, attribute),
        subject: name,
        property,
        expected: [],
        found: [...wrong],
        ok: wrong.length === 0,
      })
    const unknown = namedBy(service).filter((one) => !isDeclared(compose, one))
    const told = unknown.map((one) => `${one.kind} ${one.name}`)
    const circle = circling.has(name) ? servicesBehind(service).filter((one) => circling.has(one)) : []
    return [
      look('what it names and no file declares', [...new Set(told)], unknown[0]?.by),
      look('image and build, both missing', isMade(service) ? [] : [name]),
      look('services that it waits for in a circle', circle, 'depends_on'),
      look('others of its container_name', namesakes(compose, name), 'container_name'),
      look('networks beside network_mode', besideMode(service), 'network_mode'),
    ]
  })
}

function isDeclared(compose: ComposeModel, { kind, name }: NamedPart): boolean {
  const declared = compose[`${kind}s`] ?? {}
  return name.includes('$') || (kind === 'network' && name === 'default') || Object.hasOwn(declared, name)
}

function isMade({ image, build, provider }: Service): boolean {
  return Boolean(image || build || provider)
}

function besideMode({ network_mode: mode, networks = {} }: Service): string[] {
  return mode === undefined ? [] : Object.keys(networks)
}

function namesakes({ services }: ComposeModel, name: string): string[] {
  const own = services[name]
  const fixed = own?.container_name
  if (own === undefined || typeof fixed !== 'string' || fixed.includes('$')) return []
  return Object.keys(services).filter((other) => {
    const one = services[other]
    return other !== name && one?.container_name === fixed && startTogether(own, one)
  })
}

function servicesBehind(service: Service): string[] {
  return namedBy(service).flatMap(({ kind, name }) => (kind === 'service' ? [name] : []))
}

/** Who waits for nobody is left out, and who nobody waits for, until none of them is left. */
function inCircles({ services }: ComposeModel): ReadonlySet<string> {
  const edges = Object.entries(services).flatMap(([from, one]) => servicesBehind(one).map((to) => [from, to]))
  let left = new Set(Object.keys(services))
  for (let before = left.size + 1; left.size < before; ) {
    before = left.size
    const inside = edges.filter((edge) => edge.every((name) => left.has(name)))
    const [from, to] = [0, 1].map((end) => new Set(inside.map((edge) => edge[end])))
    left = new Set([...left].filter((name) => from?.has(name) && to?.has(name)))
  }
  return left
}
