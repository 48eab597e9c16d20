import { join } from 'node:path'
import type { Fault, FaultTarget } from '../harness/faults/fault.ts'
import { type GeneratedFault, nameOfFault } from '../harness/faults/generate.ts'
import { tellEntry } from '../harness/faults/kill.ts'
import { servicesByRole } from '../harness/model/model.ts'
import type { OpenRun } from '../harness/stack/open-run.ts'
import type { Role } from '../harness/stack/role.ts'
import { settled } from '../harness/stack/settled.ts'
import type { FaultEntry } from '../reports/record/run.ts'
import { takeNewVolumes } from '../suites/migrate-anew.ts'
import { concernedBy } from './concerned.ts'
import { entriesFor, type FaultStack, keyOf } from './fault-entries.ts'
import type { OpenCall } from './open-call.ts'
import { openRunners } from './runner/open-runner.ts'
import type { Stage } from './stage.ts'
import { openStillness } from './stillness.ts'
import { type Breaking, tryFault } from './try-fault.ts'

export type LiveFaults = {
  opened: OpenCall
  run: OpenRun
  undo: AsyncDisposableStack
  stage: Stage
  named: readonly Fault[]
  generated: readonly GeneratedFault[]
  onFiles: FaultEntry[]
  everyClaim: boolean
  tell: (text: string) => void
}

/** Faults for which raising one more stack pays. */
const worthAStack = 4
const stackNames = ['faults', 'beside'] as const

/** Makes the faults, one after another on each of up to two raised stacks of their own; gives an entry for each. */
export async function tryLive(work: LiveFaults): Promise<FaultEntry[]> {
  const { run, tell } = work
  const breaking = [...work.named.map(breakingOf(work)), ...work.generated.map(generatedBreaking(work))]
  const stacks = await openStacks(work, Math.min(stackNames.length, Math.ceil(breaking.length / worthAStack)))
  const entries: FaultEntry[] = []
  const waiting = breaking.entries()
  let done = 0
  const workOff = async (on: FaultStack) => {
    for (const [i, one] of waiting) {
      run.signal.throwIfAborted()
      const entry = await run.timed(`fault ${one.fault.id}`, () => attempt(on, one, work))
      entries[i] = entry
      done += 1
      const why = entry.outcome === 'killed' ? '' : `: ${entry.reason}`
      const seconds = (entry.durationMs / 1000).toFixed(1)
      tell(`${done}/${breaking.length} ${entry.outcome} ${entry.id} (${seconds} s)${why}`)
    }
  }
  await settled(stacks.map(workOff))
  return entries
}

async function openStacks(work: LiveFaults, count: number): Promise<FaultStack[]> {
  const { run, opened, undo, stage, onFiles } = work
  const stillness = openStillness(count)
  const today = new Date().toISOString().slice(0, 10)
  const shared = { runId: run.id, opened, today, signal: run.signal, onFiles, stillness }
  return run.timed('stack', () =>
    settled(
      stackNames.slice(0, count).map(async (name) => {
        const runners = undo.use(openRunners(run.signal))
        return { ...shared, name, runners, stack: await stage.raise(name), last: new Map(), trials: 0 }
      }),
    ),
  )
}

/** What the claims say of the healthy stack that were not tried on it yet. */
async function lookBefore(on: FaultStack, { concerned }: Breaking, { run, tell }: LiveFaults): Promise<void> {
  const known = new Set([...on.last.values()].map(({ id }) => id))
  const unknown = concerned.flat().filter((id) => !known.has(id))
  const found = await entriesFor(on, unknown, { attachments: join(run.attachments, on.name) })
  for (const entry of found) on.last.set(keyOf(entry), entry)
  for (const entry of found.filter(({ verdict }) => verdict !== 'pass'))
    tell(`not green before: ${tellEntry(entry)}`)
}

/** All services are well. */
const health = 'HLT-01'

function breakingOf({ opened, everyClaim }: LiveFaults): (fault: Fault) => Breaking {
  return (fault) => ({
    fault,
    kind: 'named',
    concerned: [concernedBy(opened.registry, fault, everyClaim)],
    again: fault.claims,
  })
}

/**
 * Nobody knows who should see it: whether all is well is asked first, then every claim that reads, the quick ones first;
 * and whether all is well once it is taken back.
 */
function generatedBreaking({ opened }: LiveFaults): (fault: GeneratedFault) => Breaking {
  return (fault) => {
    const made: Fault = {
      id: fault.id,
      title: nameOfFault(fault),
      cites: 'generated',
      claims: [health],
      roles: [],
      where: 'stack',
      break: (target) => makeAtFirstStart(target, fault),
    }
    const all = concernedBy(opened.registry, made, true)
    const isSlow = (id: string) => opened.registry.get(id)?.spec.slow === true
    const others = all.filter((id) => id !== health)
    const concerned = [[health], others.filter((id) => !isSlow(id)), others.filter(isSlow)]
    return { fault: { ...made, claims: all }, kind: 'generated', concerned, again: [health] }
  }
}

/** Much of what a store is told counts at its first start alone: it gets empty volumes with the fault. */
function makeAtFirstStart(target: FaultTarget, { id, path, change }: GeneratedFault): void {
  change(target.compose)
  const [, name = ''] = path
  const named = servicesByRole(target.compose, target.config)
  for (const [role, store] of stores) if (named[role]?.includes(name)) takeNewVolumes(target, store, id)
}

/** Whose first start shows what is wrong with whom. */
const stores: readonly (readonly [role: Role, store: Role])[] = [
  ['database', 'database'],
  ['objectStore', 'objectStore'],
  ['provision', 'objectStore'],
]

async function attempt(on: FaultStack, breaking: Breaking, work: LiveFaults): Promise<FaultEntry> {
  let started = performance.now()
  try {
    await lookBefore(on, breaking, work)
    started = performance.now()
    return await tryFault(on, breaking)
  } catch (error) {
    on.signal.throwIfAborted()
    const { id, title, claims } = breaking.fault
    const reason = error instanceof Error ? error.message : String(error)
    const durationMs = Math.round(performance.now() - started)
    return { id, title, claims: [...claims], outcome: 'error', reason, durationMs, kind: breaking.kind }
  }
}
