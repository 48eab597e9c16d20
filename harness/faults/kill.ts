import type { ClaimEntry, FaultEntry, Observation } from '../../reports/record/run.ts'

/** What is needed to try one fault; the caller owns the stack. */
export type Attempt = {
  fault: { id: string; title: string; claims: readonly string[]; blinds?: readonly string[] }
  /** Entries just before, after the break and after the revert, of all claims concerned. */
  before: readonly ClaimEntry[]
  broken: readonly ClaimEntry[]
  reverted: readonly ClaimEntry[]
  /** Words of which the killing observation must hold one. */
  subjects: readonly string[]
  durationMs: number
}

/** Judges one fault as design.md defines killed. */
export function judgeFault(attempt: Attempt): FaultEntry {
  const { fault } = attempt
  const shared = {
    id: fault.id,
    title: fault.title,
    claims: [...fault.claims],
    kind: 'named' as const,
    durationMs: attempt.durationMs,
  }
  const notReady = fault.claims.filter((id) => !isGreen(attempt.before, id))
  if (notReady.length > 0) {
    const seen = attempt.before.filter(({ id }) => notReady.includes(id))
    const reason = `not green before: ${seen.map(tellEntry).join('; ') || notReady.join(', ')}`
    return { ...shared, outcome: 'error', reason }
  }
  const sights = sightsOf(attempt, fault.claims)
  const by = sights.map(({ id }) => id)
  const alive = fault.claims.filter((id) => !by.includes(id))
  const disturbed = disturbedBy(attempt)
  if (alive.length > 0) return { ...shared, outcome: 'survived', by, reason: survival(attempt, alive) }
  if (disturbed.length > 0) {
    const reason = `also changed: ${disturbed.map((id) => told(attempt, id)).join('; ')}`
    return { ...shared, outcome: 'survived', by, disturbed, reason }
  }
  const stuck = attempt.before.filter(
    (entry) => !isGreen(attempt.reverted, entry.id) && isGreen([entry], entry.id),
  )
  const stuckIds = [...new Set(stuck.map((entry) => entry.id))].filter((id) => fault.claims.includes(id))
  if (stuckIds.length > 0) {
    const seen = attempt.reverted.filter(({ id, verdict }) => stuckIds.includes(id) && verdict !== 'pass')
    const reason = `not green after the revert: ${seen.map(tellEntry).join('; ') || stuckIds.join(', ')}`
    return { ...shared, outcome: 'error', by, reason }
  }
  const reason = sights.map(({ id, seen }) => `${id} ${tellSight(seen)}`).join('; ')
  return { ...shared, outcome: 'killed', by, reason }
}

/** Judges a fault that nobody thought of: any claim that was green and fails for what was changed has killed it. */
export function judgeGenerated(attempt: Attempt): FaultEntry {
  const { fault, durationMs } = attempt
  const ids = [...new Set(attempt.broken.map(({ id }) => id))].filter((id) => isGreen(attempt.before, id))
  const sights = sightsOf(attempt, ids)
  const { id, title, claims } = fault
  const shared = { id, title, claims: [...claims], kind: 'generated' as const, durationMs }
  const stuck = attempt.reverted.filter(
    (entry) => entry.verdict !== 'pass' && isGreen(attempt.before, entry.id),
  )
  if (stuck.length > 0)
    return {
      ...shared,
      outcome: 'error',
      reason: `not green after the revert: ${stuck.map(tellEntry).join('; ')}`,
    }
  if (sights.length === 0) return { ...shared, outcome: 'survived', by: [], reason: 'no claim turns red' }
  const reason = sights.map(({ id, seen }) => `${id} ${tellSight(seen)}`)[0]
  return { ...shared, outcome: 'killed', by: sights.map(({ id }) => id), ...(reason && { reason }) }
}

function isGreen(entries: readonly ClaimEntry[], id: string): boolean {
  const own = entries.filter((entry) => entry.id === id)
  return own.length > 0 && own.every((entry) => entry.verdict === 'pass')
}

/** Of these claims those that were killed, each with what it saw. */
function sightsOf(attempt: Attempt, ids: readonly string[]): { id: string; seen: Observation }[] {
  return ids.flatMap((id) => {
    const seen = killingSight(attempt, id)
    return seen === undefined ? [] : [{ id, seen }]
  })
}

/** The first observation on what was changed that made the claim fail. */
function killingSight(attempt: Attempt, id: string): Observation | undefined {
  return attempt.broken
    .filter((entry) => entry.id === id && entry.verdict === 'fail')
    .flatMap((entry) => entry.observations)
    .find(
      (seen) =>
        !seen.ok && seen.role === 'evidence' && names(`${seen.subject} ${seen.from}`, attempt.subjects),
    )
}

function tellSight({ subject, property, expected, actual }: Observation): string {
  return `${subject}: ${property} expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`
}

function names(text: string, subjects: readonly string[]): boolean {
  const words = new Set(text.split(/[^A-Za-z0-9_]+/))
  return subjects.some((subject) => words.has(subject) || text.includes(subject))
}

function disturbedBy(attempt: Attempt): string[] {
  const changed = attempt.broken.filter((entry) => {
    const before = attempt.before.find((was) => was.id === entry.id && was.vantage === entry.vantage)
    if (before === undefined || before.verdict === entry.verdict) return false
    return !attempt.fault.blinds?.includes(entry.id)
  })
  const ids = new Set(changed.map((entry) => entry.id))
  return [...ids].filter((id) => !attempt.fault.claims.includes(id))
}

function survival(attempt: Attempt, alive: string[]): string {
  const said = alive.map((id) => {
    const entries = attempt.broken.filter((entry) => entry.id === id)
    const verdicts = entries.map(
      (entry) => `${entry.vantage} ${entry.verdict}${entry.reason ? ` (${entry.reason})` : ''}`,
    )
    return `${id} expected fail on ${attempt.subjects.join('/')}, found ${verdicts.join(', ') || 'no verdict'}`
  })
  return said.join('; ')
}

/** What a claim says that the fault does not name, before and while it stood. */
function told({ before, broken }: Attempt, id: string): string {
  const now = broken.filter((one) => one.id === id)
  const changed = now.find(
    (one) => before.find((was) => was.id === id && was.vantage === one.vantage)?.verdict !== one.verdict,
  )
  return changed?.verdict === 'pass'
    ? `${id} pass, which it was not before`
    : changed
      ? tellEntry(changed)
      : id
}

/** A claim's verdict and the first thing that was not as expected, on one line. */
export function tellEntry(entry: ClaimEntry): string {
  const wrong = entry.observations.find(({ ok }) => !ok)
  const seen = wrong && tellSight(wrong)
  return `${entry.id} ${entry.verdict} (${(seen ?? entry.reason ?? 'no reason').slice(0, 200)})`
}
