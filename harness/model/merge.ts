import { entriesOf, itemsOf, type Node, nodeAt, textOf } from './node.ts'

/** Sequences that a later file replaces instead of lengthening. */
const replaced = /^services\.[^.]+\.(command|entrypoint|healthcheck\.test)$/
const identities: [RegExp, (item: Node) => string][] = [
  [/^services\.[^.]+\.ports$/, (item) => portIdentity(item)],
  [/^services\.[^.]+\.(volumes|secrets|configs)$/, (item) => field(item, 'target')],
]

/** Merges `over` into `under` by Compose's rules, both in long syntax. */
export function mergeNodes(under: Node, over: Node, path = ''): Node {
  if (over.tag === 'override') return withoutTag(over)
  if (over.value === null) return under
  if (under.value instanceof Map && over.value instanceof Map) return mergeMaps(under, over, path)
  if (Array.isArray(under.value) && Array.isArray(over.value)) return mergeLists(under, over, path)
  return over
}

/** Takes `!reset` values out of a tree that nothing was merged into. */
export function dropResets(node: Node): Node {
  if (Array.isArray(node.value)) return { ...withoutTag(node), value: node.value.map(dropResets) }
  if (!(node.value instanceof Map)) return withoutTag(node)
  const kept = [...node.value].filter(([, child]) => child.tag !== 'reset')
  return { ...withoutTag(node), value: new Map(kept.map(([key, child]) => [key, dropResets(child)])) }
}

function mergeMaps(under: Node, over: Node, path: string): Node {
  const below = isOtherLogDriver(under, over, path) ? new Map<string, Node>() : entriesOf(under)
  const entries = new Map(below)
  for (const [key, child] of entriesOf(over)) {
    const before = below.get(key)
    if (child.tag === 'reset') entries.delete(key)
    else
      entries.set(
        key,
        before === undefined ? child : mergeNodes(before, child, path === '' ? key : `${path}.${key}`),
      )
  }
  return { ...under, at: over.at, value: entries }
}

// A key that stands in both files keeps its first place in the list, with the later content.
function mergeLists(under: Node, over: Node, path: string): Node {
  if (replaced.test(path)) return over
  const identity =
    identities.find(([pattern]) => pattern.test(path))?.[1] ?? ((item: Node) => textOf(item) ?? '')
  const kept = new Map<string, Node>()
  for (const [i, item] of [...itemsOf(under), ...itemsOf(over)].entries())
    kept.set(identity(item) || `#${i}`, item)
  return { ...under, value: [...kept.values()] }
}

function isOtherLogDriver(under: Node, over: Node, path: string): boolean {
  if (!/^services\.[^.]+\.logging$/.test(path)) return false
  const driver = field(over, 'driver')
  return driver !== '' && driver !== field(under, 'driver')
}

function portIdentity(item: Node): string {
  return ['host_ip', 'published', 'target', 'protocol'].map((key) => field(item, key)).join('|')
}

function field(item: Node, key: string): string {
  return textOf(nodeAt(item, [key])) ?? ''
}

function withoutTag({ at, value }: Node): Node {
  return { at, value }
}
