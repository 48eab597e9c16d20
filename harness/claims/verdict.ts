import type { Vantage, Verdict } from '../../reports/record/run.ts'
import { declaredPrefix } from '../../reports/record/unknown.ts'
import type { ClaimSpec } from './catalogue.ts'
import type { NotEvaluated, Trial } from './trial.ts'

/** What the config and this machine say is not here. */
export type Gaps = {
  unavailable: Readonly<Record<string, { reason: string; expires: string }>>
  /** Roles whose image was a stand-in. */
  standIns: readonly string[]
  /** `YYYY-MM-DD`. */
  today: string
}

/** A verdict before waivers. `declared`: not evaluated as the config said. `broken`: no waiver can accept it. */
export type Ruling = {
  verdict: Exclude<Verdict, 'waived'>
  reason?: string
  declared?: boolean
  broken?: boolean
}

/** Key by which a row says that a stand-in has no such content: `stand-in:<role>`. */
const standInKey = 'stand-in:'

/** Key by which `inspect` says that a linter is not on this machine, which the folder cannot help. */
export const linterKey = 'linter:'

/** Judges one claim at one vantage. `spec` is absent when no catalogue has the id. */
export function rule(trial: Trial, spec: ClaimSpec | undefined, gaps: Gaps): Ruling {
  const foreign = foreignReason(trial.claim, trial.vantage, spec)
  if (foreign) return broken([foreign, ...trial.damage])
  const failed = trial.observations.some(({ role, ok }) => role === 'evidence' && !ok)
  if (failed) return failure(trial)
  if (trial.damage.length > 0) return broken(trial.damage)
  if (trial.rows === 0) return broken([`lost: expected at ${trial.vantage}, nothing was recorded`])
  if (trial.threw.length > 0) return { verdict: 'error', reason: `threw: ${trial.threw.join('; ')}` }
  return weigh(trial, gaps)
}

function foreignReason(claim: string, vantage: Vantage, spec: ClaimSpec | undefined): string | undefined {
  if (!spec) return `expected ${claim} in a catalogue, found it in none`
  if (spec.vantages.includes(vantage)) return undefined
  return `expected at ${spec.vantages.join(', ')} by its catalogue, found it recorded at ${vantage}`
}

function failure({ damage, threw }: Trial): Ruling {
  const reason = [...damage, ...threw.map((message) => `threw: ${message}`)].join('; ')
  return { verdict: 'fail', ...(reason && { reason }), ...(damage.length > 0 && { broken: true }) }
}

function broken(reasons: readonly string[]): Ruling {
  return { verdict: 'error', reason: reasons.join('; '), broken: true }
}

/** Nothing failed, threw or was damaged: is there enough to say pass? */
function weigh(trial: Trial, gaps: Gaps): Ruling {
  const blind = trial.observations.find(({ role, ok }) => role === 'control' && !ok)
  if (blind) {
    const { subject, property, expected, actual } = blind
    const seen = `expected ${property} ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`
    return { verdict: 'error', reason: `control on ${subject}: ${seen}` }
  }
  if (trial.silent.length > 0) return broken([`rows without an observation: ${trial.silent.join(', ')}`])
  const gap = trial.notEvaluated.length > 0 ? notEvaluated(trial.notEvaluated, gaps) : undefined
  if (gap && trial.observations.length === 0) return gap
  if (!trial.observations.some(({ role }) => role === 'evidence')) return broken(['no evidence was recorded'])
  if (!trial.observations.some(({ role }) => role === 'control')) return broken(['no control was recorded'])
  return gap ?? { verdict: 'pass' }
}

function notEvaluated(rows: readonly NotEvaluated[], gaps: Gaps): Ruling {
  const told = rows.map((row) => tellGap(row, gaps))
  const declared = told.every((one) => one.declared)
  const reason = [...new Set(told.map((one) => one.text))].join('; ')
  return { verdict: 'not-evaluated', reason: declared ? `${declaredPrefix}${reason}` : reason, declared }
}

function tellGap(
  { reason, unavailable: key }: NotEvaluated,
  gaps: Gaps,
): { declared: boolean; text: string } {
  if (key === undefined) return { declared: false, text: reason }
  if (key.startsWith(linterKey)) return { declared: true, text: reason }
  if (key.startsWith(standInKey)) {
    const declared = gaps.standIns.includes(key.slice(standInKey.length))
    return { declared, text: declared ? `${reason} (${key})` : `${reason} (no ${key} ran)` }
  }
  const gap = Object.hasOwn(gaps.unavailable, key) ? gaps.unavailable[key] : undefined
  if (!gap) return { declared: false, text: `${reason} (${key} is not under unavailable in the config)` }
  const expired = gap.expires < gaps.today
  const until = expired ? `accepted only until ${gap.expires}` : `until ${gap.expires}`
  return { declared: !expired, text: `${reason} (${key} unavailable, ${until}: ${gap.reason})` }
}
