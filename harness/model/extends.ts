import { resolve } from 'node:path'
import { canonicalService } from './canonical-service.ts'
import { type Loading, loadFile, refuse } from './load.ts'
import { dropResets, mergeNodes } from './merge.ts'
import { entriesOf, type Node, nodeAt, textOf, withEntry } from './node.ts'

/** The services of one file, as written, and where its paths start. */
type Scope = { loading: Loading; services: Map<string, Node>; file: string; base: string }

/** A file's services in long syntax, each merged over what it extends, here or in another file of the folder. */
export function resolveServices(
  loading: Loading,
  services: Node,
  where: { file: string; base: string },
): Node {
  const scope: Scope = { loading, services: entriesOf(services), ...where }
  const resolved = [...scope.services].map(([name, node]): [string, Node] => [
    name,
    extended(scope, name, node, []),
  ])
  return { ...services, value: new Map(resolved) }
}

function extended(scope: Scope, name: string, node: Node, seen: readonly string[]): Node {
  const key = `${scope.base} ${scope.file}#${name}`
  const known = scope.loading.extended.get(key)
  if (known) return known
  const whole = extendedAnew(scope, name, node, seen)
  scope.loading.extended.set(key, whole)
  return whole
}

function extendedAnew(scope: Scope, name: string, node: Node, seen: readonly string[]): Node {
  const own = canonicalService(withEntry(node, 'extends', undefined), scope.base)
  const reference = entriesOf(node).get('extends')
  const kept = node.tag === undefined ? own : { ...own, tag: node.tag }
  if (reference === undefined) return kept
  const from = baseOf(scope, name, reference, [...seen, `${scope.file}#${name}`])
  return from === undefined ? kept : { ...mergeService(from, kept), at: node.at }
}

function baseOf(scope: Scope, name: string, reference: Node, seen: readonly string[]): Node | undefined {
  const file = textOf(nodeAt(reference, ['file']))
  const service = textOf(reference) ?? textOf(nodeAt(reference, ['service'])) ?? name
  const there = file === undefined ? scope : otherFile(scope, resolve(scope.base, file), reference.at)
  if (seen.includes(`${there.file}#${service}`) || seen.length > 30) {
    return refuse(
      scope.loading,
      reference.at,
      `expected an end to what ${name} extends, found a circle at ${service}`,
    )
  }
  const node = there.services.get(service)
  if (node !== undefined) return dropResets(extended(there, service, node, seen))
  return refuse(scope.loading, reference.at, `extends: expected a service of ${there.file}, found ${service}`)
}

function otherFile(scope: Scope, path: string, at: string): Scope {
  const { node, directory } = loadFile(scope.loading, path, at)
  return {
    loading: scope.loading,
    services: entriesOf(entriesOf(node).get('services')),
    file: path,
    base: directory,
  }
}

// The merge rules go by path: a service stands under `services`.
function mergeService(under: Node, over: Node): Node {
  return mergeNodes(under, over, 'services.extended')
}
