import { entriesOf, mapNode, type Node, nodeAt, textNode, textOf, withEntry } from './node.ts'

const short =
  /^(?:(?<host>\[[^\]]*\]|[^:[\]]*):)??(?:(?<published>[^:]*):)?(?<target>[^:/]+)(?:\/(?<protocol>\w+))?$/

/** A port in long syntax; a range gives one for each port. What does not read as a port stays as it is. */
export function canonicalPort(item: Node): Node[] {
  if (item.value instanceof Map) return [longPort(item)]
  const parts = short.exec(textOf(item) ?? '')?.groups
  if (parts === undefined) return [item]
  const targets = range(parts.target)
  const published = parts.published ? range(parts.published) : []
  // A single target behind a range of published ports takes any one of them.
  if (targets.length === 1 && published.length > 1) return [port(item.at, targets[0], parts.published, parts)]
  return targets.map((target, i) => port(item.at, target, published[i], parts))
}

/** A service whose ports have no target where a variable that nobody set says it: it is published all the same. */
export function withKnownTargets(service: Node): Node {
  const ports = entriesOf(service).get('ports')
  if (!Array.isArray(ports?.value)) return service
  const known = ports.value.map((one) =>
    textOf(nodeAt(one, ['target']))?.includes('$') ? withEntry(one, 'target', undefined) : one,
  )
  return withEntry(service, 'ports', { ...ports, value: known })
}

function longPort(item: Node): Node {
  const entries = new Map(item.value instanceof Map ? item.value : [])
  const published = textOf(entries.get('published'))
  const target = entries.get('target')
  if (target !== undefined) entries.set('target', textNode(target.at, numeric(textOf(target))))
  if (published !== undefined)
    entries.set('published', textNode(entries.get('published')?.at ?? item.at, published))
  if (!entries.has('protocol')) entries.set('protocol', textNode(item.at, 'tcp'))
  if (!entries.has('mode')) entries.set('mode', textNode(item.at, 'ingress'))
  return { ...item, value: entries }
}

function port(
  at: string,
  target: string | undefined,
  published: string | undefined,
  parts: Record<string, string | undefined>,
): Node {
  const host = parts.host?.replace(/^\[|\]$/g, '')
  return mapNode(at, [
    ['mode', textNode(at, 'ingress')],
    ...(host ? [['host_ip', textNode(at, host)] as const] : []),
    ['target', textNode(at, numeric(target))],
    ...(published ? [['published', textNode(at, published)] as const] : []),
    ['protocol', textNode(at, parts.protocol ?? 'tcp')],
  ])
}

// A target that is still a variable stays text.
function numeric(text: string | undefined): string | number {
  return /^\d+$/.test(text ?? '') ? Number(text) : (text ?? '')
}

function range(text: string | undefined): string[] {
  const [first, last] = (text ?? '').split('-').map(Number)
  if (first === undefined || last === undefined || !(last >= first) || last - first > 1000)
    return [text ?? '']
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
}
