/** A YAML value that still knows where it was written; merging and rewriting keep each part's place. */
export type Node = { at: string; value: Scalar | Node[] | Map<string, Node>; tag?: 'reset' | 'override' }
export type Scalar = string | number | boolean | null
export type Plain = Scalar | Plain[] | { [key: string]: Plain }

/** What could not be read, or was not followed; reading goes on without it. */
export type Problem = { file: string; line: number; message: string }

export function mapNode(at: string, entries: Iterable<readonly [string, Node]> = []): Node {
  return { at, value: new Map(entries) }
}

export function textNode(at: string, value: Scalar): Node {
  return { at, value }
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(node: Node | undefined): Map<string, Node> {
  return node?.value instanceof Map ? node.value : new Map()
}

/** The items of a sequence; none for anything else. */
export function itemsOf(node: Node | undefined): Node[] {
  return Array.isArray(node?.value) ? node.value : []
}

/** A scalar as text; undefined for null, mappings and sequences. */
export function textOf(node: Node | undefined): string | undefined {
  const value = node?.value
  return isScalar(value) && value !== null ? String(value) : undefined
}

/** Follows keys and list indices; undefined when one is absent. */
export function nodeAt(node: Node | undefined, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((seen, key) => childOf(seen, key), node)
}

/** Where a path stands, or its nearest parent that does. */
export function placeOf(node: Node, path: readonly string[]): string {
  const [key, ...rest] = path
  const child = key === undefined ? undefined : childOf(node, key)
  return child === undefined ? node.at : placeOf(child, rest)
}

/** A copy with one entry set; anything but a mapping stays as it is. */
export function withEntry(node: Node, key: string, child: Node | undefined): Node {
  if (!(node.value instanceof Map)) return node
  const entries = new Map(node.value)
  if (child === undefined) entries.delete(key)
  else entries.set(key, child)
  return { ...node, value: entries }
}

/** Drops the places. */
export function plain(node: Node): Plain {
  if (Array.isArray(node.value)) return node.value.map(plain)
  if (!(node.value instanceof Map)) return node.value
  return Object.fromEntries([...node.value].map(([key, child]) => [key, plain(child)]))
}

/** Rewrites every scalar of a tree. */
export function mapScalars(node: Node, change: (value: Scalar, at: string) => Scalar): Node {
  if (Array.isArray(node.value)) return { ...node, value: node.value.map((item) => mapScalars(item, change)) }
  if (!(node.value instanceof Map)) return { ...node, value: change(node.value, node.at) }
  const entries = [...node.value].map(([key, child]) => [key, mapScalars(child, change)] as const)
  return { ...node, value: new Map(entries) }
}

function childOf(node: Node | undefined, key: string): Node | undefined {
  if (node?.value instanceof Map) return node.value.get(key)
  return Array.isArray(node?.value) ? node.value[Number(key)] : undefined
}

function isScalar(value: Node['value'] | undefined): value is Scalar {
  return value !== undefined && !Array.isArray(value) && !(value instanceof Map)
}
