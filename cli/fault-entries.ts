import { writeFile } from 'node:fs/promises'
import type { ClaimSpec } from '../harness/claims/catalogue.ts'
import { judge } from '../harness/claims/judge.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import type { ClaimEntry, FaultEntry } from '../reports/record/run.ts'
import type { OpenCall } from './open-call.ts'
import type { ClaimRunners } from './runner/open-runner.ts'
import type { Stillness } from './stillness.ts'
import { type TrialResult, tryClaims } from './trial.ts'

/** A raised stack on which faults are made one after another, and what each claim said last. */
export type FaultStack = {
  runId: string
  /** Tells it apart from another one of the run. */
  name: string
  opened: OpenCall
  stack: RaisedStack
  today: string
  signal: AbortSignal
  runners: ClaimRunners
  stillness: Stillness
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
  for (const kind of kinds) {
    const claims = asked.map(({ claim }) => claim).filter((id) => kindOf(registry.get(id)?.spec) === kind)
    if (claims.length > 0) trials.push(await tryOn(on, stack, claims, { kind, attachments }))
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

const kinds = ['reads', 'browses', 'changes'] as const
type Kind = (typeof kinds)[number]

function kindOf(spec: ClaimSpec | undefined): Kind {
  if (spec?.browser) return 'browses'
  return spec?.changes ? 'changes' : 'reads'
}

function tryOn(
  on: FaultStack,
  stack: RaisedStack,
  claims: readonly string[],
  { kind, attachments }: { kind: Kind; attachments: string | undefined },
): Promise<TrialResult> {
  on.trials += 1
  const runner = kind === 'changes' ? on.runners.changing : on.runners.reading
  const trial = { runId: on.runId, name: `${on.name}-${on.trials}`, stack, claims, runner }
  const run = () => tryClaims({ ...trial, ...(attachments !== undefined && { attachments }) })
  const { whileMoving, whileStill } = on.stillness
  return { reads: run, browses: () => whileStill(run), changes: () => whileMoving(run) }[kind]()
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
