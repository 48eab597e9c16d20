import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { apply } from '../harness/faults/apply.ts'
import { type Change, subjectsOf } from '../harness/faults/change.ts'
import type { Fault, FaultTarget } from '../harness/faults/fault.ts'
import { judgeFault, judgeGenerated } from '../harness/faults/kill.ts'
import { createTarget } from '../harness/faults/target.ts'
import type { ComposeModel } from '../harness/model/compose.ts'
import { servicesByRole } from '../harness/model/model.ts'
import { cacheFolder } from '../harness/stack/place.ts'
import { roles } from '../harness/stack/role.ts'
import type { ClaimEntry, FaultEntry } from '../reports/record/run.ts'
import type { Breaking } from './breaking.ts'
import { entriesFor, type FaultedFiles, type FaultStack, keyOf } from './fault-entries.ts'

/** Makes one fault, tries the claims concerned, reverts it, and sees the named ones green again. */
export async function tryFault(
  on: FaultStack,
  { fault, kind, concerned, again }: Breaking,
): Promise<FaultEntry> {
  const started = performance.now()
  const before = [...on.last.values()].filter((entry) => concerned.flat().includes(entry.id))
  const folder = cacheFolder('runs', on.runId, 'faults', fault.id)
  await mkdir(folder, { recursive: true })
  const target = createTarget(on.stack.model, on.opened.loaded.config, folder, on.stack.project.files)
  fault.break(target)
  const shared = { fault, before }
  const { subjects, broken } = await whileBroken(on, target, folder, async (change, files) => {
    const subjects = [...subjectsFor(on, change), ...target.production.subjects]
    const broken: ClaimEntry[] = []
    for (const group of concerned) {
      broken.push(...(await entriesFor(on, group, { files })))
      const soFar = { ...shared, broken, reverted: before, subjects, durationMs: 0 }
      if (judgeGenerated(soFar).outcome === 'killed') break
    }
    return { subjects, broken }
  })
  const reverted = await entriesFor(on, again)
  for (const entry of reverted) on.last.set(keyOf(entry), entry)
  const durationMs = Math.round(performance.now() - started)
  const attempt = { ...shared, broken, reverted, subjects, durationMs }
  if (kind === 'generated') return judgeGenerated(attempt)
  const live = fault.claims.filter((id) => before.some((entry) => entry.id === id))
  const judged = judgeFault({ ...attempt, fault: { ...fault, claims: live } })
  return withStatics(
    judged,
    fault,
    on.onFiles.find(({ id }) => id === fault.id),
  )
}

/** Adds what the rules say of the same fault made on the files; a claim that only they try must be killed there. */
function withStatics(live: FaultEntry, fault: Fault, onFiles: FaultEntry | undefined): FaultEntry {
  const by = [...new Set([...(live.by ?? []), ...(onFiles?.by ?? [])])]
  const whole = { ...live, claims: [...fault.claims], by }
  if (live.outcome !== 'killed') return whole
  const alive = fault.claims.filter((id) => !by.includes(id))
  if (alive.length > 0)
    return { ...whole, outcome: 'survived', reason: `no rule turns red: ${alive.join(', ')}` }
  if (!onFiles?.disturbed?.length) return whole
  return {
    ...whole,
    outcome: 'survived',
    disturbed: onFiles.disturbed,
    reason: onFiles.reason ?? 'a rule is disturbed',
  }
}

/** Whatever happens while the fault stands, it does not stand afterwards. */
async function whileBroken<T>(
  on: FaultStack,
  target: FaultTarget,
  folder: string,
  look: (change: Change, files: FaultedFiles) => Promise<T>,
): Promise<T> {
  const files = { modelFile: join(folder, 'applied.json'), productionFiles: target.production.files }
  try {
    return await look(await bring(on, on.stack.model, target.compose, folder), files)
  } finally {
    await bring(on, target.compose, on.stack.model, folder)
  }
}

function bring(on: FaultStack, from: ComposeModel, to: ComposeModel, folder: string): Promise<Change> {
  const { handle, project } = on.stack
  const attached = Object.values(handle.tools)
  return on.stillness.whileMoving(() => apply({ project, from, to, folder, attached }))
}

function subjectsFor(on: FaultStack, change: Change): string[] {
  const named = servicesByRole(on.stack.model, on.opened.loaded.config)
  return subjectsOf(change, (service) => roles.find((role) => named[role]?.includes(service)))
}
