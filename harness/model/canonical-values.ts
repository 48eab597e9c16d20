import { canonicalList, canonicalPairs } from './canonical-lists.ts'
import { entriesOf, itemsOf, type Node, textNode, textOf, withEntry } from './node.ts'
import { bytesOf, goDuration } from './sizes.ts'
import { splitWords } from './words.ts'

/** How one value becomes long syntax; `base` is the folder its paths start at. */
export type Change = (node: Node, base: string) => Node

export const pairs: Change = (node) => canonicalPairs(node)
export const labels: Change = (node) => canonicalPairs(node, '')
export const list: Change = (node) => canonicalList(node)
export const text: Change = (node) => textNode(node.at, textOf(node) ?? null)
export const number: Change = (node) => textNode(node.at, numeric(textOf(node)))
export const flag: Change = (node) => textNode(node.at, flagOf(node))
export const duration: Change = (node) => textNode(node.at, goDuration(textOf(node) ?? ''))
export const words: Change = (node) => {
  const line = textOf(node)
  return line === undefined
    ? node
    : { ...node, value: splitWords(line).map((word) => textNode(node.at, word)) }
}
export const bytes: Change = (node) => {
  const size = bytesOf(textOf(node))
  return textNode(node.at, size === undefined ? (textOf(node) ?? null) : String(size))
}
export const each =
  (change: (item: Node, base: string) => Node[]): Change =>
  (node, base) =>
    Array.isArray(node.value) ? { ...node, value: itemsOf(node).flatMap((item) => change(item, base)) } : node
export const inside =
  (changes: Record<string, Change>): Change =>
  (node, base) =>
    [...entriesOf(node)].reduce((seen, [key, child]) => {
      const change = Object.hasOwn(changes, key) ? changes[key] : undefined
      return change === undefined ? seen : withEntry(seen, key, { ...change(child, base), ...tagOf(child) })
    }, node)

/** The tag of a node, kept when its value is replaced. */
export function tagOf(node: Node): Pick<Node, 'tag'> {
  return node.tag === undefined ? {} : { tag: node.tag }
}

function numeric(found: string | undefined): string | number | null {
  return found !== undefined && found.trim() !== '' && Number.isFinite(Number(found))
    ? Number(found)
    : (found ?? null)
}

function flagOf(node: Node): boolean | string | null {
  const found = textOf(node)
  return found === 'true' || found === 'false' ? found === 'true' : (found ?? null)
}
