import { canonicalService } from './canonical-service.ts'
import { type Change, flag, inside, labels, pairs, tagOf } from './canonical-values.ts'
import { fromBase } from './canonical-volumes.ts'
import { entriesOf, mapNode, type Node, textNode, textOf } from './node.ts'

const networkChanges = inside({
  internal: flag,
  external: flag,
  enable_ipv6: flag,
  driver_opts: pairs,
  labels,
})

/** One file's tree in long syntax, before it is merged with any other. */
export function canonicalFile(node: Node, base: string): Node {
  return inside({
    services: everyEntry((service) => canonicalService(service, base)),
    networks: everyEntry((network) => networkChanges(orEmpty(network), base)),
    volumes: everyEntry((volume) => inside({ external: flag, labels })(orEmpty(volume), base)),
    secrets: everyEntry((secret) => inside({ file: path, external: flag })(orEmpty(secret), base)),
    configs: everyEntry((config) => inside({ file: path, external: flag })(orEmpty(config), base)),
  })(node, base)
}

const path: Change = (node, base) => textNode(node.at, fromBase(base, textOf(node) ?? ''))

function everyEntry(change: (node: Node) => Node): Change {
  return (node) => ({
    ...node,
    value: new Map(
      [...entriesOf(node)].map(([name, child]) => [name, { ...change(child), ...tagOf(child) }]),
    ),
  })
}

function orEmpty(node: Node): Node {
  return node.value === null ? mapNode(node.at) : node
}
