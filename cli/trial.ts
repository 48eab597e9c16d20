import { join } from 'node:path'
import { mergeRecords } from '../harness/claims/merge.ts'
import type { Recorded } from '../harness/claims/trial.ts'
import { lastLines } from '../harness/stack/command.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import { runClaims } from './run-claims.ts'

export type TrialOptions = {
  runId: string
  /** Names the record folder; unique in the run. */
  name: string
  stack: RaisedStack
  /** vitest's tag expression. */
  tags: string
  workers: number
  signal?: AbortSignal
}

/** What the workers recorded, and what went wrong with the runner itself. */
export type TrialResult = { recorded: Recorded; problems: string[] }

/** Tries the claims that carry the tags on a raised stack. */
export async function tryClaims(options: TrialOptions): Promise<TrialResult> {
  const records = cacheFolder('runs', options.runId, 'records', options.name)
  const { output, crashed } = await runClaims({
    handleFile: options.stack.handleFile,
    records: join(records),
    tags: options.tags,
    workers: options.workers,
    ...(options.signal && { signal: options.signal }),
  })
  const merged = await mergeRecords(records)
  const problem = `the runner of ${options.name} broke:\n${lastLines(output, 30)}`
  return { recorded: { vantage: 'ephemeral', merged }, problems: crashed ? [problem] : [] }
}
