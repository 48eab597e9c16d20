import type { ClaimEntry, FaultEntry, Json, Measure, Observation, Run } from '../record/run.ts'
import { bySeverity } from '../record/severity.ts'
import { isUnknown } from '../record/unknown.ts'

const outcomes = {
  0: 'passed',
  1: 'failed',
  2: 'not started: the call or a config file is wrong',
  3: 'no verdict: something could not be proved',
  130: 'interrupted',
} as const

/** Entries that need a person: failed first, then unknown ones; the gravest first. */
export function redClaims({ claims }: Run): ClaimEntry[] {
  const failed = claims.filter(({ verdict }) => verdict === 'fail').sort(bySeverity)
  return [...failed, ...claims.filter(isUnknown).sort(bySeverity)]
}

/** Waived, or not evaluated as the config declares. */
export function acceptedClaims({ claims }: Run): ClaimEntry[] {
  return claims.filter((entry) => entry.verdict !== 'pass' && entry.verdict !== 'fail' && !isUnknown(entry))
}

export function escapedFaults({ faults = [] }: Run): FaultEntry[] {
  return faults.filter(({ outcome }) => outcome !== 'killed' && outcome !== 'equivalent')
}

export function missedMeasures({ measures = [] }: Run): Measure[] {
  return measures.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')
}

/** Observations that were not as expected: evidence first, since it says what is wrong. */
export function notOk({ observations }: ClaimEntry): Observation[] {
  const wrong = observations.filter(({ ok }) => !ok)
  return [
    ...wrong.filter(({ role }) => role === 'evidence'),
    ...wrong.filter(({ role }) => role === 'control'),
  ]
}

export function outcomeOf(exitCode: Run['run']['exitCode']): string {
  return outcomes[exitCode]
}

/** `gate of pazpaz: failed (exit 1)`. */
export function headline({ run, target }: Run): string {
  return `${run.profile} of ${target.name}: ${outcomes[run.exitCode]} (exit ${run.exitCode})`
}

/** `20 pass, 1 fail, 0 error, 0 not evaluated, 1 waived of 22 expected`. */
export function countLine({ totals }: Run): string {
  const { pass, fail, error, notEvaluated, waived, expected } = totals
  const counts = `${pass} pass, ${fail} fail, ${error} error, ${notEvaluated} not evaluated, ${waived} waived`
  return `${counts}; ${expected} expected`
}

/** Where it was observed: `inside api`, with file and line where there is one; a file that is the place is told once. */
export function whereOf(entry: ClaimEntry, { from, file }: Observation): string {
  if (file !== undefined && file.replace(/:\d+$/, '') === from) return file
  const place = file ?? entry.source
  return place ? `${from} (${place})` : from
}

/** JSON on one line, cut to a length that still can be read. */
export function shown(value: Json, longest = 300): string {
  return cut(JSON.stringify(value), longest)
}

export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest).toWellFormed()}… (${text.length} characters)`
}

export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`
}
