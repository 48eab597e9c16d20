import type { Fault, FaultTarget } from '../harness/faults/fault.ts'
import { type GeneratedFault, nameOfFault } from '../harness/faults/generate.ts'
import { tellEntry } from '../harness/faults/kill.ts'
import { servicesByRole } from '../harness/model/model.ts'
import type { OpenRun } from '../harness/stack/open-run.ts'
import type { FaultEntry } from '../reports/record/run.ts'
import { takeNewVolume } from '../suites/migrate-anew.ts'
import { concernedBy } from './concerned.ts'
import { entriesFor, type FaultStack, keyOf } from './fault-entries.ts'
import type { OpenCall } from './open-call.ts'
import { openRunners } from './runner/open-runner.ts'
import type { Stage } from './stage.ts'
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

/** Makes one fault after another on a raised stack of their own; gives an entry for each. */
export async function tryLive(work: LiveFaults): Promise<FaultEntry[]> {
  const { run, opened, undo, tell } = work
  const runners = undo.use(openRunners(run.signal))
  const stack = await run.timed('stack', () => work.stage.raise('faults'))
  const today = new Date().toISOString().slice(0, 10)
  const shared = { runId: run.id, opened, stack, today, signal: run.signal, runners, onFiles: work.onFiles }
  const on: FaultStack = { ...shared, last: new Map(), trials: 0 }
  const breaking = [...work.named.map(breakingOf(work)), ...work.generated.map(generatedBreaking(work))]
  const all = [...new Set(breaking.flatMap(({ concerned }) => concerned.flat()))]
  const baseline = await run.timed('claims before', () => entriesFor(on, all, run))
  for (const entry of baseline) on.last.set(keyOf(entry), entry)
  for (const entry of baseline.filter(({ verdict }) => verdict !== 'pass'))
    tell(`not green before: ${tellEntry(entry)}`)
  const entries: FaultEntry[] = []
  for (const [i, one] of breaking.entries()) {
    run.signal.throwIfAborted()
    const entry = await run.timed(`fault ${one.fault.id}`, () => attempt(on, one))
    entries.push(entry)
    const why = entry.outcome === 'killed' ? '' : `: ${entry.reason}`
    tell(
      `${i + 1}/${breaking.length} ${entry.outcome} ${entry.id} (${(entry.durationMs / 1000).toFixed(1)} s)${why}`,
    )
  }
  return entries
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

/** Much of what a database is told counts at its first start alone: it gets an empty volume with the fault. */
function makeAtFirstStart(target: FaultTarget, { id, path, change }: GeneratedFault): void {
  change(target.compose)
  const [, name = ''] = path
  const isDatabase = servicesByRole(target.compose, target.config).database?.includes(name)
  if (isDatabase) takeNewVolume(target, id)
}

async function attempt(on: FaultStack, breaking: Breaking): Promise<FaultEntry> {
  const started = performance.now()
  try {
    return await tryFault(on, breaking)
  } catch (error) {
    on.signal.throwIfAborted()
    const { id, title, claims } = breaking.fault
    const reason = error instanceof Error ? error.message : String(error)
    const durationMs = Math.round(performance.now() - started)
    return { id, title, claims: [...claims], outcome: 'error', reason, durationMs, kind: breaking.kind }
  }
}
