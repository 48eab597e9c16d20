import type { Attachment, Observation, Vantage } from '../../reports/record/run.ts'
import type { ExpectedClaim } from './expected.ts'
import type { Merged } from './merge.ts'
import type { StaticResult } from './rules.ts'
import type { Irregularity, RowRecord } from './worker-file.ts'

/** A row, or a whole static claim, that said it cannot be tried here. */
export type NotEvaluated = { reason: string; unavailable?: string }

/** All that was recorded of one claim at one vantage, before it is judged. */
export type Trial = {
  claim: string
  vantage: Vantage
  /** Rows or rule results that were recorded; 0: the claim is lost. */
  rows: number
  observations: Observation[]
  attachments: Attachment[]
  threw: string[]
  /** Rows that ended without a single observation. */
  silent: string[]
  notEvaluated: NotEvaluated[]
  damage: string[]
  source?: string
  examined?: number
  durationMs: number
}

export type Recorded = { vantage: Vantage; merged: Merged }

export type Evidence = {
  expected: readonly ExpectedClaim[]
  recorded: readonly Recorded[]
  statics: readonly StaticResult[]
}

/** One trial per claim and vantage that was expected, recorded or damaged, in that order. */
export function gatherTrials({ expected, recorded, statics }: Evidence): Trial[] {
  const trials = new Map<string, Trial>()
  const at = (claim: string, vantage: Vantage): Trial => {
    const key = `${claim} ${vantage}`
    const trial = trials.get(key) ?? emptyTrial(claim, vantage)
    trials.set(key, trial)
    return trial
  }
  for (const { claim, vantage } of expected) at(claim, vantage)
  for (const result of statics) addStatic(at(result.claim, 'static'), result)
  for (const { vantage, merged } of recorded) {
    for (const row of merged.rows) addRow(at(row.claim, vantage), row)
    for (const { claim } of merged.irregularities) if (claim !== undefined) at(claim, vantage)
  }
  for (const trial of trials.values()) trial.damage.push(...damageOf(trial, recorded))
  return [...trials.values()]
}

/** Irregularities that name no claim and cost none that is known by name. */
export function untouched(recorded: readonly Recorded[], trials: readonly Trial[]): Irregularity[] {
  return recorded.flatMap(({ vantage, merged }) => {
    const here = trials.filter((trial) => trial.vantage === vantage)
    return merged.irregularities.filter((one) => !here.some((trial) => touches(one, trial.claim, merged)))
  })
}

export function describeIrregularity({ kind, worker, detail }: Irregularity): string {
  return `${kind} record of worker ${worker}: ${detail}`
}

function emptyTrial(claim: string, vantage: Vantage): Trial {
  const none = { observations: [], attachments: [], threw: [], silent: [], notEvaluated: [], damage: [] }
  return { claim, vantage, rows: 0, ...none, durationMs: 0 }
}

function addStatic(trial: Trial, result: StaticResult): void {
  trial.rows += 1
  trial.observations.push(...result.observations)
  trial.examined = (trial.examined ?? 0) + result.examined
  trial.durationMs += result.durationMs
  if (result.error !== undefined) trial.threw.push(result.error)
  if (result.notEvaluated) trial.notEvaluated.push(result.notEvaluated)
}

function addRow(trial: Trial, row: RowRecord): void {
  trial.rows += 1
  trial.source ??= row.source
  trial.durationMs += row.durationMs
  trial.observations.push(...row.observations)
  trial.attachments.push(...row.attachments)
  if (row.notEvaluated) trial.notEvaluated.push(row.notEvaluated)
  if (row.outcome === 'threw') trial.threw.push(`row "${row.row}": ${row.error ?? 'no message'}`)
  if (row.observations.length === 0 && !row.notEvaluated) trial.silent.push(row.row)
}

function damageOf(trial: Trial, recorded: readonly Recorded[]): string[] {
  return recorded
    .filter(({ vantage }) => vantage === trial.vantage)
    .flatMap(({ merged }) => merged.irregularities.filter((one) => touches(one, trial.claim, merged)))
    .map(describeIrregularity)
}

/** Where the rows were not known beforehand, a worker that broke may have lost a row of any claim. */
function touches({ claim, worker }: Irregularity, id: string, merged: Merged): boolean {
  if (claim !== undefined) return claim === id
  return !merged.planned || merged.rows.some((row) => row.worker === worker && row.claim === id)
}
