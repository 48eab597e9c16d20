import { posix } from 'node:path'
import { mapNode, type Node, textNode, textOf } from './node.ts'
import { bytesOf } from './sizes.ts'

/** A mount in long syntax, its host path made absolute from `base`. */
export function canonicalVolume(item: Node, base: string): Node {
  if (item.value instanceof Map) return longVolume(item, item.value, base)
  const [first, second, options] = (textOf(item) ?? '').split(':')
  if (first === undefined || first === '') return item
  return second === undefined
    ? volume(item.at, undefined, first)
    : shortVolume(item.at, [first, second, options ?? ''], base)
}

/** An absolute form of a path as a compose file writes it; one that starts with a variable or `~` stays as it is. */
export function fromBase(base: string, path: string): string {
  return path.startsWith('$') || path.startsWith('~') ? path : posix.resolve(base, path)
}

function shortVolume(at: string, [source, target, options]: [string, string, string], base: string): Node {
  const words = options.split(',')
  const more: [string, Node][] = words.includes('ro') ? [['read_only', textNode(at, true)]] : []
  if (!/^[./~$]/.test(source)) return volume(at, source, target, more)
  const propagation = words.find((word) => /^r?(shared|slave|private)$/.test(word))
  return mapNode(at, [
    ['type', textNode(at, 'bind')],
    ['source', textNode(at, fromBase(base, source))],
    ['target', textNode(at, target)],
    ...more,
    [
      'bind',
      mapNode(at, [
        ['create_host_path', textNode(at, true)],
        ...(propagation === undefined ? [] : [['propagation', textNode(at, propagation)] as const]),
      ]),
    ],
  ])
}

function volume(at: string, source: string | undefined, target: string, more: [string, Node][] = []): Node {
  return mapNode(at, [
    ['type', textNode(at, 'volume')],
    ...(source === undefined ? [] : [['source', textNode(at, source)] as const]),
    ['target', textNode(at, target)],
    ...more,
    ['volume', mapNode(at)],
  ])
}

function longVolume(item: Node, written: Map<string, Node>, base: string): Node {
  const entries = new Map(written)
  const source = entries.get('source')
  if (textOf(entries.get('type')) === 'bind' && source !== undefined) {
    entries.set('source', textNode(source.at, fromBase(base, textOf(source) ?? '')))
  }
  const size = entries.get('tmpfs')?.value
  const bytes = size instanceof Map ? bytesOf(textOf(size.get('size'))) : undefined
  if (size instanceof Map && bytes !== undefined) {
    entries.set('tmpfs', mapNode(item.at, [...size, ['size', textNode(item.at, String(bytes))]]))
  }
  return { ...item, value: entries }
}
