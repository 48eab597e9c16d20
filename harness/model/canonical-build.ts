import { canonicalGrant } from './canonical-lists.ts'
import { type Change, each, inside } from './canonical-values.ts'
import { fromBase } from './canonical-volumes.ts'
import { entriesOf, mapNode, type Node, textNode, textOf, withEntry } from './node.ts'

/** `build` in long syntax, its context made absolute from `base`; what is fetched from elsewhere stays as it is. */
export function canonicalBuild(node: Node, base: string): Node {
  const short = textOf(node)
  const long = short === undefined ? node : mapNode(node.at, [['context', textNode(node.at, short)]])
  const context: Change = (one) => textNode(one.at, absolute(base, textOf(one) ?? '.'))
  return inside({ context, secrets: each((item) => [canonicalGrant(item)]) })(long, base)
}

/** What is not written in any of the merged files. */
export function withDockerfile(build: Node): Node {
  const entries = entriesOf(build)
  return !(build.value instanceof Map) || entries.has('dockerfile') || entries.has('dockerfile_inline')
    ? build
    : withEntry(build, 'dockerfile', textNode(build.at, 'Dockerfile'))
}

function absolute(base: string, context: string): string {
  return /:\/\/|^git@|^github\.com\//.test(context) ? context : fromBase(base, context)
}
