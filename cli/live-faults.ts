import { join } from 'node:path'
import type { Fault } from '../harness/faults/fault.ts'
import type { GeneratedFault } from '../harness/faults/generate.ts'
import { tellEntry } from '../harness/faults/kill.ts'
import type { OpenRun } from '../harness/stack/open-run.ts'
import { settled } from '../harness/stack/settled.ts'
import type { FaultEntry } from '../reports/record/run.ts'
import { type Breaking, breakingGenerated, breakingNamed } from './breaking.ts'
import { entriesFor, type FaultStack, keyOf } from './fault-entries.ts'
import type { OpenCall } from './open-call.ts'
import { openRunners } from './runner/open-runner.ts'
import type { Stage } from './stage.ts'
import { openStillness } from './stillness.ts'
import { tryFault } from './try-fault.ts'

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
  const { run, tell, opened } = work
  const breaking = [
    ...work.named.map((fault) => breakingNamed(fault, opened.registry, work.everyClaim)),
    ...work.generated.map((fault) => breakingGenerated(fault, opened.registry)),
  ]
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
