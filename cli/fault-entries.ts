import { writeFile } from 'node:fs/promises'
import { judge } from '../harness/claims/judge.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import type { ClaimEntry, FaultEntry } from '../reports/record/run.ts'
import type { OpenCall } from './open-call.ts'
import type { ClaimRunners } from './runner/open-runner.ts'
import { type TrialResult, tryClaims } from './trial.ts'

/** A raised stack on which faults are made one after another, and what each claim said last. */
export type FaultStack = {
  runId: string
  opened: OpenCall
  stack: RaisedStack
  today: string
  signal: AbortSignal
  runners: ClaimRunners
  last: Map<string, ClaimEntry>
  /** The same faults made on the files and tried by the rules. */
  onFiles: FaultEntry[]
  trials: number
}

/** What runs while a fault stands, and the production files that claims read. */
export type FaultedFiles = { modelFile: string; productionFiles: string[] }

/** How claims are tried: `files` names a faulted model, `attachments` a folder for what shows what was seen. */
type How = { files?: FaultedFiles; attachments?: string }

/** Live entries of these claims on the stack as it is now. */
export async function entriesFor(
  on: FaultStack,
  claims: readonly string[],
  { files, attachments }: How = {},
): Promise<ClaimEntry[]> {
  const { registry, expected, loaded } = on.opened
  const asked = expected.filter((one) => one.vantage === 'ephemeral' && claims.includes(one.claim))
  const stack = files === undefined ? on.stack : await faulted(on, files)
  const trials: TrialResult[] = []
  // What changes the stack would pull it from under those that read.
  for (const changing of [false, true]) {
    const own = asked.filter(({ claim }) => (registry.get(claim)?.spec.changes ?? false) === changing)
    if (own.length > 0)
      trials.push(
        await tryOn(
          on,
          stack,
          own.map(({ claim }) => claim),
          { changing, attachments },
        ),
      )
  }
  return judge({
    registry,
    expected: asked,
    recorded: trials.map((trial) => trial.recorded),
    statics: [],
    waivers: [],
    unavailable: loaded.config.unavailable,
    standIns: [],
    today: on.today,
    problems: trials.flatMap((trial) => trial.problems),
  }).claims
}

function tryOn(
  on: FaultStack,
  stack: RaisedStack,
  claims: readonly string[],
  { changing, attachments }: { changing: boolean; attachments: string | undefined },
): Promise<TrialResult> {
  on.trials += 1
  const runner = changing ? on.runners.changing : on.runners.reading
  const trial = { runId: on.runId, name: `fault-${on.trials}`, stack, claims, runner }
  return tryClaims({ ...trial, ...(attachments !== undefined && { attachments }) })
}

export function keyOf(entry: ClaimEntry): string {
  return `${entry.id} ${entry.vantage}`
}

async function faulted(on: FaultStack, { modelFile, productionFiles }: FaultedFiles): Promise<RaisedStack> {
  const handle = { ...on.stack.handle, modelFile, composeFiles: [modelFile], productionFiles }
  const handleFile = `${modelFile}.handle.json`
  await writeFile(handleFile, JSON.stringify(handle))
  return { ...on.stack, handle, handleFile }
}
