import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { judge } from '../harness/claims/judge.ts'
import { runRules } from '../harness/claims/rules.ts'
import { apply } from '../harness/faults/apply.ts'
import { type Change, subjectsOf } from '../harness/faults/change.ts'
import type { Fault } from '../harness/faults/fault.ts'
import { judgeFault } from '../harness/faults/kill.ts'
import { createTarget } from '../harness/faults/target.ts'
import type { ComposeModel } from '../harness/model/compose.ts'
import { modelOf, servicesByRole } from '../harness/model/model.ts'
import { composePs } from '../harness/stack/compose.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import type { RaisedStack } from '../harness/stack/raise.ts'
import { roles } from '../harness/stack/role.ts'
import { until } from '../harness/stack/until.ts'
import type { ClaimEntry, FaultEntry } from '../reports/record/run.ts'
import { rules } from '../suites/rules.ts'
import type { OpenCall } from './open-call.ts'
import { tryClaims } from './trial.ts'

/** A raised stack on which faults are made one after another, and what each claim said last. */
export type FaultStack = {
  runId: string
  opened: OpenCall
  stack: RaisedStack
  today: string
  signal: AbortSignal
  last: Map<string, ClaimEntry>
  trials: number
}

/** What runs while a fault stands, and the production files that claims read. */
type FaultedFiles = { modelFile: string; productionFiles: string[] }

/** A recreated service is well within this, or it is what the fault broke. */
const settleMs = 15_000

/** Makes one fault, tries the claims concerned, reverts it, and sees the named ones green again. */
export async function tryFault(
  on: FaultStack,
  fault: Fault,
  concerned: readonly string[],
): Promise<FaultEntry> {
  const started = performance.now()
  const before = [...on.last.values()].filter((entry) => concerned.includes(entry.id))
  const folder = cacheFolder('runs', on.runId, 'faults', fault.id)
  await mkdir(folder, { recursive: true })
  const target = createTarget(on.stack.model, on.opened.loaded.config, folder, on.stack.project.files)
  fault.break(target)
  const change = await bring(on, on.stack.model, target.compose, folder)
  const faultedFiles = { modelFile: join(folder, 'applied.json'), productionFiles: target.production.files }
  const broken = await entriesFor(on, target.compose, concerned, faultedFiles)
  await bring(on, target.compose, on.stack.model, folder)
  await settled(on)
  const reverted = await entriesFor(on, on.stack.model, fault.claims)
  for (const entry of reverted) on.last.set(keyOf(entry), entry)
  const durationMs = Math.round(performance.now() - started)
  return judgeFault({
    fault,
    before,
    broken,
    reverted,
    subjects: [...subjectsFor(on, change), ...target.production.subjects],
    durationMs,
  })
}

/** Entries of these claims on the stack as it is now; `files` names a faulted model. */
export async function entriesFor(
  on: FaultStack,
  model: ComposeModel,
  claims: readonly string[],
  files?: FaultedFiles,
): Promise<ClaimEntry[]> {
  const { registry, expected, loaded } = on.opened
  const asked = expected.filter((one) => claims.includes(one.claim))
  const live = asked.filter((one) => one.vantage === 'ephemeral')
  const statics = runRules(
    rules.filter((rule) => asked.some((one) => one.claim === rule.claim && one.vantage === 'static')),
    modelOf(model, loaded.config),
  )
  on.trials += 1
  const name = `fault-${on.trials}`
  const stack = files === undefined ? on.stack : await faulted(on, files)
  const tags = [...new Set(live.map((one) => one.claim))].join(' or ')
  const options = { runId: on.runId, name, stack, tags, workers: 2, signal: on.signal }
  const trial = tags === '' ? undefined : await tryClaims(options)
  return judge({
    registry,
    expected: asked,
    recorded: trial ? [trial.recorded] : [],
    statics,
    waivers: [],
    unavailable: loaded.config.unavailable,
    standIns: [],
    today: on.today,
    problems: trial?.problems ?? [],
  }).claims
}

export function keyOf(entry: ClaimEntry): string {
  return `${entry.id} ${entry.vantage}`
}

async function bring(on: FaultStack, from: ComposeModel, to: ComposeModel, folder: string): Promise<Change> {
  const { handle, project } = on.stack
  const attached = Object.values(handle.tools)
  const change = await apply({ project, from, to, folder, attached })
  await settled(on).catch(() => undefined)
  return change
}

/** Waits until every service is well: what depends on a recreated one may have stumbled. */
function settled(on: FaultStack): Promise<unknown> {
  return until({
    what: 'every service healthy',
    look: async () => (await composePs(on.stack.project)).filter((one) => !isWell(one)),
    done: (sick) => sick.length === 0,
    deadlineMs: settleMs,
    everyMs: 300,
  })
}

function isWell({ state, health, exitCode }: { state: string; health: string; exitCode: number }): boolean {
  if (state === 'exited') return exitCode === 0
  return state === 'running' && (health === 'healthy' || health === '')
}

async function faulted(on: FaultStack, { modelFile, productionFiles }: FaultedFiles): Promise<RaisedStack> {
  const handle = { ...on.stack.handle, modelFile, composeFiles: [modelFile], productionFiles }
  const handleFile = `${modelFile}.handle.json`
  await writeFile(handleFile, JSON.stringify(handle))
  return { ...on.stack, handle, handleFile }
}

function subjectsFor(on: FaultStack, change: Change): string[] {
  const named = servicesByRole(on.stack.model, on.opened.loaded.config)
  return subjectsOf(change, (service) => roles.find((role) => named[role]?.includes(service)))
}
