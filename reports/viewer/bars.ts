import type { ClaimEntry, Run } from '../record/run.ts'

/** From and to in milliseconds since the run started. A phase has a length alone: it is drawn from the start. */
export type Bar = { kind: 'phase' | 'claim'; name: string; fromMs: number; toMs: number }

/** As many as still can be read; the longest. */
const mostClaims = 30

/** Phases in their order, then the longest of the claims whose observations tell when, by their start. */
export function barsOf({ run, claims }: Run): Bar[] {
  const phases = (run.phases ?? []).filter(({ name }) => !name.startsWith('claim '))
  const started = Date.parse(run.startedAt)
  const tried = claims.flatMap((entry) => claimBar(entry, started))
  const longest = tried.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, mostClaims)
  return [
    ...phases.map(({ name, durationMs }) => ({ kind: 'phase' as const, name, fromMs: 0, toMs: durationMs })),
    ...longest.toSorted((a, b) => a.fromMs - b.fromMs),
  ]
}

/** A claim ends with its last observation; how long it took it says itself. */
function claimBar({ id, durationMs, observations }: ClaimEntry, started: number): Bar[] {
  const times = observations.flatMap(({ at }) => (at === undefined ? [] : [Date.parse(at) - started]))
  if (times.length === 0) return []
  const toMs = times.reduce((latest, one) => Math.max(latest, one), 0)
  return [{ kind: 'claim', name: id, fromMs: Math.max(0, toMs - durationMs), toMs }]
}

function lengthOf({ fromMs, toMs }: Bar): number {
  return toMs - fromMs
}
