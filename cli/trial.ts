import { mergeRecords } from '../harness/claims/merge.ts'
import type { Recorded } from '../harness/claims/trial.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import type { ClaimRunner } from './runner/open-runner.ts'

export type TrialOptions = {
  runId: string
  /** Names the record folder; unique in the run. */
  name: string
  stack: Pick<RaisedStack, 'handleFile'>
  claims: readonly string[]
  runner: ClaimRunner
}

/** What the workers recorded, and what went wrong with the runner itself. */
export type TrialResult = { recorded: Recorded; problems: string[] }

/** Tries the claims on a raised stack. */
export async function tryClaims({ runId, name, stack, claims, runner }: TrialOptions): Promise<TrialResult> {
  const records = cacheFolder('runs', runId, 'records', name)
  const { rows, problems } = await runner.run({ handleFile: stack.handleFile, records, claims: [...claims] })
  const merged = await mergeRecords(records, { rows })
  return {
    recorded: { vantage: 'ephemeral', merged },
    problems: problems.map((problem) => `${name}: ${problem}`),
  }
}
