import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'
import { mapNode, type Node, type Problem, type Scalar, textNode } from './node.ts'

/** Nesting and size beyond which a file is refused: aliases of aliases grow without end. */
const deepest = 60
const most = 20_000
const mostOpen = 500

type Reading = {
  anchors: Map<string, unknown>
  lines: LineCounter
  file: string
  count: number
  problems: Problem[]
}

/** A tree of places, and what of its text could not be read. */
export type Yaml = { node: Node; problems: Problem[] }

/** YAML text with anchors, merge keys and Compose's `!reset` and `!override`, as a tree of places. */
export function parseYaml(text: string, file: string): Yaml {
  if (opens(text) > mostOpen) {
    const message = `expected at most ${mostOpen} brackets in one another, found more`
    return { node: textNode(`${file}:1`, null), problems: [{ file, line: 1, message }] }
  }
  const lines = new LineCounter()
  const tags = ['!reset', '!override'].flatMap((tag) => [
    { tag, resolve: (value: string) => value },
    { tag, collection: 'map' as const },
    { tag, collection: 'seq' as const },
  ])
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    customTags: tags,
    logLevel: 'silent',
  })
  const problems = document.errors.map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? 'not YAML',
  }))
  const reading = { anchors: new Map(), lines, file, count: 0, problems }
  return { node: convert(reading, document.contents, 0), problems }
}

/** Brackets that are open at once, at most: each is a call of the parser. */
function opens(text: string): number {
  let [open, most] = [0, 0]
  for (const sign of text) {
    if (sign === '[' || sign === '{') most = Math.max(most, ++open)
    else if (sign === ']' || sign === '}') open -= 1
  }
  return most
}

function convert(reading: Reading, found: unknown, depth: number): Node {
  reading.count += 1
  const at = place(reading, found)
  if (depth > deepest || reading.count > most) return tooMuch(reading, at)
  if (isAlias(found)) return convert(reading, reading.anchors.get(found.source), depth + 1)
  if (isNode(found) && !isAlias(found) && found.anchor) reading.anchors.set(found.anchor, found)
  if (isMap(found)) return tagged(found.tag, mapNode(at, pairs(reading, found.items, depth)))
  if (isSeq(found))
    return tagged(found.tag, { at, value: found.items.map((item) => convert(reading, item, depth + 1)) })
  return tagged(
    isScalar(found) ? found.tag : undefined,
    textNode(at, isScalar(found) ? scalar(found.value) : null),
  )
}

// A key written in the mapping wins over a merged one, and an earlier merged mapping over a later one.
function pairs(reading: Reading, items: Pair[], depth: number): Map<string, Node> {
  const own = new Map<string, Node>()
  const merged = new Map<string, Node>()
  for (const { key, value } of items) {
    const name = nameOf(reading, key)
    if (name === undefined) continue
    // The key's line is where a reader looks; a value may start a line further down.
    const node = value === null ? textNode(place(reading, key), null) : convert(reading, value, depth + 1)
    if (name !== '<<') own.set(name, { ...node, at: isAlias(value) ? node.at : place(reading, key) })
    else for (const [inner, child] of mergedEntries(node)) if (!merged.has(inner)) merged.set(inner, child)
  }
  return new Map([...merged, ...own])
}

/** A mapping or a list as a key is YAML, and nothing here reads one: to write it as text may never end. */
function nameOf(reading: Reading, key: unknown): string | undefined {
  const own = isAlias(key) ? reading.anchors.get(key.source) : key
  if (isScalar(own)) return String(own.value)
  if (own === null || own === undefined) return ''
  const message = 'expected a word as a key, found a mapping or a list'
  reading.problems.push({ file: reading.file, line: lineOf(reading, key), message })
  return undefined
}

function mergedEntries(node: Node): [string, Node][] {
  const sources = Array.isArray(node.value) ? node.value : [node]
  return sources.flatMap((source) => (source.value instanceof Map ? [...source.value] : []))
}

function tagged(tag: string | undefined, node: Node): Node {
  if (tag === '!reset') return { ...node, tag: 'reset' }
  return tag === '!override' ? { ...node, tag: 'override' } : node
}

function scalar(value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value === null || value === undefined ? null : String(value)
}

function place(reading: Reading, found: unknown): string {
  return `${reading.file}:${lineOf(reading, found)}`
}

function lineOf(reading: Reading, found: unknown): number {
  const range = isAlias(found) || isMap(found) || isSeq(found) || isScalar(found) ? found.range : undefined
  return range ? reading.lines.linePos(range[0]).line : 1
}

function tooMuch(reading: Reading, at: string): Node {
  const message = `expected at most ${deepest} levels and ${most} values, found more: aliases that refer to themselves?`
  if (!reading.problems.some((problem) => problem.message === message)) {
    reading.problems.push({ file: reading.file, line: Number(at.split(':').at(-1)), message })
  }
  return textNode(at, null)
}
