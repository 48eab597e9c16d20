import type { ClaimEntry, Observation } from '../../reports/record/run.ts'
import type { ConfiguredWaiver } from '../stack/config.ts'

/** What the run found wrong with itself; these ids stand in no catalogue and only ever appear red. */
const whole = { id: 'RUN-01', title: 'Every observation of the run reaches its verdict whole' }
const waivers = { id: 'RUN-02', title: 'Every waiver is in date and accepts a finding' }
const duties = { id: 'RUN-03', title: 'The run itself ends without a problem' }

const common = { area: 'run', severity: 'critical', vantage: 'static', durationMs: 0 } as const

/** An error entry for records that are damaged or belong to no claim; none when there is no problem. */
export function recordsEntry(problems: readonly string[]): ClaimEntry[] {
  return errorEntry(whole, problems, 'Look at the record files of the run folder and run again.')
}

/** An error entry for what the CLI met: a leaked secret, undeclared fidelity, a failed build. */
export function problemsEntry(problems: readonly string[]): ClaimEntry[] {
  return errorEntry(duties, problems, 'Mend what the reason names and run again.')
}

/** A fail entry with one observation per waiver that is expired or matches nothing. */
export function waiversEntry(
  useless: readonly { waiver: ConfiguredWaiver; expired: boolean }[],
): ClaimEntry[] {
  if (useless.length === 0) return []
  const remedy = 'Remove the waiver from the config, or renew it with a new justification.'
  const observations = useless.map(({ waiver, expired }) => observation(waiver, expired))
  return [{ ...waivers, ...common, verdict: 'fail', remedy, observations }]
}

function errorEntry(head: typeof whole, problems: readonly string[], remedy: string): ClaimEntry[] {
  if (problems.length === 0) return []
  return [{ ...head, ...common, verdict: 'error', reason: problems.join('; '), remedy, observations: [] }]
}

function observation({ claim, subject, expires }: ConfiguredWaiver, expired: boolean): Observation {
  const where = {
    role: 'evidence',
    from: 'config',
    subject: `waiver of ${claim} for ${subject}`,
    ok: false,
  } as const
  if (expired) return { ...where, property: 'last day', expected: 'today or later', actual: expires }
  return { ...where, property: 'findings that it accepts', expected: { atLeast: 1 }, actual: 0 }
}
