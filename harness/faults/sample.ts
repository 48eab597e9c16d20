import { createHash } from 'node:crypto'

/** So many of them, the same ones for the same seed, in their own order. */
export function sample<T extends { id: string }>(all: readonly T[], count: number, seed: string): T[] {
  const drawn = (one: T) => createHash('sha256').update(`${seed} ${one.id}`).digest('hex')
  const chosen = new Set(all.toSorted((a, b) => (drawn(a) < drawn(b) ? -1 : 1)).slice(0, count))
  return all.filter((one) => chosen.has(one))
}
