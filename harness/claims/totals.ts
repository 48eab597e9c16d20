import type { ClaimEntry, FaultEntry, Totals, Verdict } from '../../reports/record/run.ts'
import { isUnknown } from '../../reports/record/unknown.ts'

export type Counted = { claims: readonly ClaimEntry[]; expected: number; faults: readonly FaultEntry[] }

/** Counts entries, and killed / (all - equivalent) where there are faults to count. */
export function totalsOf({ claims, expected, faults }: Counted): Totals {
  const count = (verdict: Verdict): number => claims.filter((entry) => entry.verdict === verdict).length
  const tried = faults.filter(({ outcome }) => outcome !== 'equivalent')
  const killed = tried.filter(({ outcome }) => outcome === 'killed')
  return {
    pass: count('pass'),
    fail: count('fail'),
    error: count('error'),
    notEvaluated: count('not-evaluated'),
    waived: count('waived'),
    expected,
    ...(tried.length > 0 && { detection: killed.length / tried.length }),
  }
}

/** What the last line of `test` counts: claims and faults by passed, failed, skipped (design.md, Contract). */
export type Tally = { passed: number; failed: number; skipped: number }

/** Faults declared equivalent count nowhere. */
export function tallyOf(claims: readonly ClaimEntry[], faults: readonly FaultEntry[]): Tally {
  const failed = (entry: ClaimEntry): boolean => entry.verdict === 'fail' || isUnknown(entry)
  const passed = claims.filter(({ verdict }) => verdict === 'pass').length
  const red = claims.filter(failed).length
  const killed = faults.filter(({ outcome }) => outcome === 'killed').length
  const escaped = faults.filter(({ outcome }) => outcome !== 'killed' && outcome !== 'equivalent').length
  return { passed: passed + killed, failed: red + escaped, skipped: claims.length - passed - red }
}
