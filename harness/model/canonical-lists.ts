import { entriesOf, itemsOf, mapNode, type Node, textNode, textOf } from './node.ts'

/** `- NAME=value` lists and mappings alike as a mapping of text; a name alone is null. */
export function canonicalPairs(node: Node, alone: string | null = null): Node {
  if (node.value instanceof Map)
    return { ...node, value: new Map([...node.value].map(([k, v]) => [k, asText(v, alone)])) }
  const pairs = itemsOf(node).map((item): [string, Node] => {
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(textOf(item) ?? '') ?? []
    return [name, textNode(item.at, value ?? alone)]
  })
  return { ...node, value: new Map(pairs) }
}

/** A list of names as a mapping of names to `empty`. */
export function canonicalNames(node: Node, empty: (at: string) => Node): Node {
  if (node.value instanceof Map) return node
  return { ...node, value: new Map(itemsOf(node).map((item) => [textOf(item) ?? '', empty(item.at)])) }
}

/** `depends_on`, each with its condition. */
export function canonicalDependencies(node: Node): Node {
  const dependency = (at: string) =>
    mapNode(at, [
      ['condition', textNode(at, 'service_started')],
      ['required', textNode(at, true)],
    ])
  const named = canonicalNames(node, dependency)
  const filled = [...entriesOf(named)].map(([name, child]): [string, Node] => [
    name,
    mapNode(child.at, [...entriesOf(dependency(child.at)), ...entriesOf(child)]),
  ])
  return { ...named, value: new Map(filled) }
}

/** A secret or config in long syntax; `folder` is where it is mounted unless it says so, if anywhere. */
export function canonicalGrant(item: Node, folder?: string): Node {
  const source = textOf(item) ?? textOf(entriesOf(item).get('source'))
  if (source === undefined) return item
  return mapNode(item.at, [
    ['source', textNode(item.at, source)],
    ...(folder === undefined ? [] : [['target', textNode(item.at, `${folder}${source}`)] as const]),
    ...entriesOf(item),
  ])
}

/** One or several, as a list. */
export function canonicalList(node: Node): Node {
  const text = textOf(node)
  return text === undefined ? node : { ...node, value: [textNode(node.at, text)] }
}

function asText(node: Node, alone: string | null): Node {
  return node.value === null ? textNode(node.at, alone) : textNode(node.at, textOf(node) ?? null)
}
