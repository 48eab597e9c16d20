import type { ComposeModel } from '../model/compose.ts'

/** `removed`: the leaf is gone; `flipped`: a yes became a no; `widened`: a bound became ten times as wide, or none. */
export type How = 'removed' | 'flipped' | 'widened'

/** One small change of one leaf of a merged model, made by nobody's imagination. */
export type GeneratedFault = {
  /** The leaf and what became of it, e.g. `services.api.read_only flipped`. */
  id: string
  /** From the top of the model; places in a list are numbers as text. */
  path: readonly string[]
  how: How
  change: (compose: ComposeModel) => void
}

/** What it does, in words. */
export function nameOfFault({ path, how }: GeneratedFault): string {
  return `${path.slice(2).join('.')} of ${path[1]} is ${how}`
}

type Tree = { [key: string]: Tree } | Tree[] | string | number | boolean | null
type Leaf = { path: readonly string[]; value: Exclude<Tree, object> | null }

/** Every leaf of every service and network, changed in each way that fits it; and every service on every other network. */
export function generate(compose: ComposeModel): GeneratedFault[] {
  const { services, networks } = compose
  const leaves = leavesOf({ services, networks } as unknown as Tree, [])
  const [whole, apart] = [leaves.filter(isWhole), leaves.filter((leaf) => !isWhole(leaf))]
  return [...apart.flatMap(changesOf), ...entriesOf(whole), ...joins(compose)]
}

/** What must be whole: without one of these Compose refuses the file, so the entry goes as one. */
const parts: Record<string, readonly string[]> = {
  volumes: ['type', 'source', 'target'],
  secrets: ['source'],
  ports: ['target'],
  // The first word of a health check's `test` says how the others are read.
  healthcheck: ['0'],
}

function isWhole({ path: [, , attribute = '', , part = ''] }: Leaf): boolean {
  return parts[attribute]?.includes(part) ?? false
}

/** The entries that such leaves belong to, each removed once. */
function entriesOf(leaves: readonly Leaf[]): GeneratedFault[] {
  const removals = leaves.map(({ path }) => removal(path.slice(0, 4)))
  return [...new Map(removals.map((one) => [one.id, one])).values()]
}

function leavesOf(value: Tree, path: readonly string[]): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, value }]
  const entries = Object.entries(value)
  if (entries.length === 0) return [{ path, value: null }]
  return entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

function changesOf({ path, value }: Leaf): GeneratedFault[] {
  const made = [removal(path)]
  if (typeof value === 'boolean') made.push(fault(path, 'flipped', (compose) => set(compose, path, !value)))
  const wider = widened(path.at(-1) ?? '', value)
  if (wider !== undefined) made.push(fault(path, 'widened', (compose) => set(compose, path, wider)))
  return made
}

/** A size, a share, a count or a duration times ten; root for a user; no tag for an image. */
function widened(key: string, value: Leaf['value']): string | number | undefined {
  if (key === 'user') return '0:0'
  if (key === 'image') return String(value).replace(/[:@][^/]*$/, '')
  if (key === 'published') return undefined
  if (typeof value === 'number') return value * 10
  const bound = /^(\d+(?:\.\d+)?)([bkmg]|ms|s|m|h)?$/i.exec(String(value ?? ''))
  return bound === null ? undefined : `${Number(bound[1]) * 10}${bound[2] ?? ''}`
}

function joins({ services, networks }: ComposeModel): GeneratedFault[] {
  return Object.entries(services).flatMap(([name, service]) =>
    Object.keys(networks)
      .filter((network) => !(network in (service.networks ?? {})))
      .map((network) => {
        const path = ['services', name, 'networks', network]
        return fault(path, 'widened', (compose) => set(compose, path, null))
      }),
  )
}

function removal(path: readonly string[]): GeneratedFault {
  return fault(path, 'removed', (compose) => remove(compose, path))
}

function fault(path: readonly string[], how: How, change: GeneratedFault['change']): GeneratedFault {
  return { id: `${path.join('.')} ${how}`, path, how, change }
}

function remove(compose: ComposeModel, path: readonly string[]): void {
  const holder = holderOf(compose, path)
  const key = path.at(-1) ?? ''
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}

function set(compose: ComposeModel, path: readonly string[], value: unknown): void {
  Object.assign(holderOf(compose, path), { [path.at(-1) ?? '']: value })
}

/** What holds the leaf; made where it is missing. */
function holderOf(compose: ComposeModel, path: readonly string[]): Record<string, unknown> | unknown[] {
  return path.slice(0, -1).reduce<Record<string, unknown>>(
    (holder, key) => {
      holder[key] ??= {}
      return holder[key] as Record<string, unknown>
    },
    compose as unknown as Record<string, unknown>,
  )
}
