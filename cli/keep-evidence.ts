import type { Gate } from './gate-run.ts'
import type { TrialResult } from './trial.ts'

/** What the stacks can still tell, before they go; nothing where every row went well. */
export async function keepEvidence({ readers, changers, trials }: Gate): Promise<void> {
  if (trials.every(wentWell)) return
  await Promise.all([readers?.keepEvidence(), changers?.keepEvidence()])
}

function wentWell({ problems, recorded: { merged } }: TrialResult): boolean {
  const well = merged.rows.every(
    ({ outcome, observations }) => outcome === 'completed' && observations.every(({ ok }) => ok),
  )
  return well && problems.length === 0 && merged.irregularities.length === 0
}
