import { join } from 'node:path'
import { capture } from '../harness/stack/capture.ts'
import { type Gate, stageOf } from './gate-run.ts'
import type { TrialResult } from './trial.ts'

/** What the stacks can still tell, before they go; nothing where every row went well. */
export async function keepEvidence(gate: Gate): Promise<void> {
  const { readers, changers, run } = gate
  if (gate.trials.every(wentWell)) return
  const { mask } = stageOf(gate)
  const standing = Object.entries({ readers, changers })
  await Promise.all(
    standing.map(async ([name, stack]) => {
      if (stack === undefined) return
      const folder = join(run.folder, 'attachments', name)
      await capture(stack.project, folder, (text) => mask().text(text))
    }),
  )
}

function wentWell({ problems, recorded: { merged } }: TrialResult): boolean {
  const well = merged.rows.every(
    ({ outcome, observations }) => outcome === 'completed' && observations.every(({ ok }) => ok),
  )
  return well && problems.length === 0 && merged.irregularities.length === 0
}
