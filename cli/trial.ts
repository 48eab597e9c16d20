import { type Merged, mergeRecords } from '../harness/claims/merge.ts'
import type { RowKey } from '../harness/claims/recorder.ts'
import type { Recorded } from '../harness/claims/trial.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import { lookUntil } from '../harness/stack/until.ts'
import type { Vantage } from '../reports/record/run.ts'
import type { ClaimRunner } from './runner/open-runner.ts'

export type TrialOptions = {
  runId: string
  /** Names the record folder; unique in the run. */
  name: string
  stack: Pick<RaisedStack, 'handleFile'>
  claims: readonly string[]
  /** Default: a stack of our own. */
  vantage?: Vantage
  runner: ClaimRunner
  /** Folder of the run for files that show what was seen; absent: none is kept. */
  attachments?: string
}

/** What the workers recorded, and what went wrong with the runner itself. */
export type TrialResult = { recorded: Recorded; problems: string[] }

/** Tries the claims on a raised stack. */
export async function tryClaims({
  runId,
  name,
  stack,
  claims,
  vantage = 'ephemeral',
  runner,
  attachments,
}: TrialOptions): Promise<TrialResult> {
  const records = cacheFolder('runs', runId, 'records', name)
  const { rows, problems } = await runner.run({
    handleFile: stack.handleFile,
    records,
    attachments,
    claims: [...claims],
  })
  const merged = await closedRecords(records, rows)
  return {
    recorded: { vantage, merged },
    problems: problems.map((problem) => `${name}: ${problem}`),
  }
}

/** Milliseconds that a worker may take to drop what its tests stood on. */
const tidyMs = 15_000

/** The runner answers while its workers still tidy up, and closing their files is the last they do. */
function closedRecords(records: string, rows: readonly RowKey[]): Promise<Merged> {
  const look = () => mergeRecords(records, { rows })
  const done = ({ irregularities }: Merged) => !irregularities.some(({ kind }) => kind === 'not-closed')
  // One that died never closes its file: the judge is told so.
  return lookUntil({ what: 'records closed', look, done, deadlineMs: tidyMs, everyMs: 20 })
}
