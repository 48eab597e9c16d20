import type { ClaimEntry, ExitCode, FaultEntry, Measure } from '../../reports/record/run.ts'
import { isUnknown } from '../../reports/record/unknown.ts'

export type Outcome = {
  /** The call or a config file is wrong. */
  wrong: boolean
  /** Interrupted, and tidied up. */
  interrupted: boolean
  claims: readonly ClaimEntry[]
  faults: readonly FaultEntry[]
  measures: readonly Measure[]
}

/** The first that applies: 2, 130, 1, 3, 0 (design.md, Contract). A run that tried nothing is an error, not green. */
export function exitCode({ wrong, interrupted, claims, faults, measures }: Outcome): ExitCode {
  if (wrong) return 2
  if (interrupted) return 130
  const refuted =
    claims.some(({ verdict }) => verdict === 'fail') ||
    faults.some(({ outcome }) => outcome === 'survived') ||
    measures.some(({ verdict }) => verdict === 'fail')
  if (refuted) return 1
  const unknown =
    claims.length + faults.length + measures.length === 0 ||
    claims.some(isUnknown) ||
    faults.some(({ outcome }) => outcome === 'timeout' || outcome === 'error') ||
    measures.some(({ verdict }) => verdict === 'inconclusive')
  return unknown ? 3 : 0
}
