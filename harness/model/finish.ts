import { existsSync } from 'node:fs'
import { withDockerfile } from './canonical-build.ts'
import { parseEnvFile } from './env-file.ts'
import { escapeDollars, unescapeDollars } from './interpolate.ts'
import { type Loading, readInside } from './load.ts'
import { entriesOf, itemsOf, mapNode, type Node, nodeAt, textNode, textOf, withEntry } from './node.ts'

/** The last steps of Compose: env files read, default network, resource names, unused resources left out. */
export function finishApplication(loading: Loading, merged: Node, name: string): Node {
  const services = entriesOf(merged).get('services') ?? mapNode(merged.at)
  const finished = [...entriesOf(services)].map(([key, service]): [string, Node] => [
    key,
    onNetworks(built(withEnvFiles(loading, service))),
  ])
  const all = { ...services, value: new Map(finished) }
  const named = withEntry(withEntry(merged, 'name', textNode(merged.at, name)), 'services', all)
  return (['networks', 'volumes', 'secrets'] as const).reduce(
    (seen, kind) => withEntry(seen, kind, used(seen, kind, usedBy(all, kind), name)),
    named,
  )
}

// What stands in `environment` wins over any file.
function withEnvFiles(loading: Loading, service: Node): Node {
  // What lies beside a folder that is only looked at is not what production has.
  if (loading.text) return service
  const files = itemsOf(entriesOf(service).get('env_file'))
  const entries = new Map<string, Node>()
  for (const file of files) {
    const text = textOfFile(loading, file)
    for (const [key, value] of Object.entries(parseEnvFile(text, loading.variables))) {
      entries.set(key, textNode(file.at, escapeDollars(value)))
    }
  }
  const own = entriesOf(service).get('environment')
  const all = new Map([...entries, ...entriesOf(own)])
  const environment = all.size === 0 ? undefined : { at: own?.at ?? service.at, value: all }
  return withEntry(withEntry(service, 'env_file', undefined), 'environment', environment)
}

function built(service: Node): Node {
  const build = entriesOf(service).get('build')
  return build === undefined ? service : withEntry(service, 'build', withDockerfile(build))
}

function onNetworks(service: Node): Node {
  const entries = entriesOf(service)
  if (entries.has('network_mode') || entriesOf(entries.get('networks')).size > 0) return service
  return withEntry(service, 'networks', mapNode(service.at, [['default', textNode(service.at, null)]]))
}

function usedBy(services: Node, kind: 'networks' | 'volumes' | 'secrets'): Set<string> {
  const names = [...entriesOf(services).values()].flatMap((service) => {
    const node = entriesOf(service).get(kind)
    if (kind === 'networks') return [...entriesOf(node).keys()]
    const built = kind === 'secrets' ? itemsOf(nodeAt(service, ['build', 'secrets'])) : []
    return [...itemsOf(node), ...built].map((item) => textOf(nodeAt(item, ['source'])) ?? '')
  })
  return new Set(names)
}

function used(merged: Node, kind: string, names: Set<string>, project: string): Node {
  const written = entriesOf(merged).get(kind) ?? mapNode(merged.at)
  const declared = new Map(entriesOf(written))
  if (kind === 'networks' && names.has('default') && !declared.has('default'))
    declared.set('default', mapNode(merged.at))
  const kept = [...declared].filter(([key]) => names.has(key))
  return { ...written, value: new Map(kept.map(([key, node]) => [key, withName(node, key, project)])) }
}

function withName(node: Node, key: string, project: string): Node {
  if (entriesOf(node).has('name')) return node
  const external = entriesOf(node).get('external')?.value === true
  return withEntry(node, 'name', textNode(node.at, external ? key : `${project}_${key}`))
}

function textOfFile(loading: Loading, file: Node): string {
  const path = unescapeDollars(textOf(nodeAt(file, ['path'])) ?? '')
  if (nodeAt(file, ['required'])?.value === false && !existsSync(path)) return ''
  return readInside(loading, path, file.at) ?? ''
}
