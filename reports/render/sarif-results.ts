import type { Location, Result } from 'sarif'
import { fingerprint } from '../record/fingerprint.ts'
import type { ClaimEntry, FaultEntry, Measure, Observation } from '../record/run.ts'
import { isUnknown } from '../record/unknown.ts'
import { notOk, shown } from './findings.ts'

export const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const

/** Each finding of a claim; of one that came to no verdict, one that says why. */
export function claimResults(entry: ClaimEntry): Result[] {
  const { verdict, severity } = entry
  if (verdict === 'pass') return []
  if (isUnknown(entry) || verdict === 'not-evaluated') return [undecided(entry)]
  return notOk(entry).map((one) => ({
    ruleId: entry.id,
    level: levels[severity],
    message: { text: said(entry, one) },
    locations: [locationOf(one.file ?? entry.source, one.subject)],
    partialFingerprints: { 'stackproofFinding/v1': fingerprint(entry, one) },
    ...suppressed(entry),
  }))
}

function said({ title, remedy }: ClaimEntry, one: Observation): string {
  const { subject, property, expected, actual, from } = one
  const fact = `${subject}: expected ${property} ${shown(expected)}, found ${shown(actual)} (from ${from}).`
  return [`${title}.`, fact, ...(remedy ? [`Next: ${remedy}`] : [])].join(' ')
}

/** An error is a finding: nobody knows. What the config declares unavailable is open, and no finding. */
function undecided(entry: ClaimEntry): Result {
  const { id, title, verdict, reason = 'no reason was recorded', source } = entry
  const kind = isUnknown(entry) ? ({ level: 'error' } as const) : ({ kind: 'open', level: 'none' } as const)
  return {
    ruleId: id,
    ...kind,
    message: { text: `${title}. This could not be proved: ${verdict}, ${reason}.` },
    locations: [locationOf(source, id)],
  }
}

function suppressed({ waiver, verdict }: ClaimEntry): Pick<Result, 'suppressions'> {
  if (verdict !== 'waived' || waiver === undefined) return {}
  const justification = `${waiver.justification} (${waiver.subject}, until ${waiver.expires})`
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] }
}

export function faultResult({ id, title, outcome, claims, reason }: FaultEntry): Result {
  const why = reason ? `; ${reason}` : ''
  const text = `Fault ${id}, ${title}: ${outcome}, and names ${claims.join(', ')}${why}.`
  return { ruleId: 'fault', level: 'error', message: { text }, locations: [locationOf(undefined, id)] }
}

export function measureResult({ name, value, unit, budget, verdict }: Measure): Result {
  const limit = budget === undefined ? '' : `, budget ${budget} ${unit}`
  const text = `${name}: ${value} ${unit}${limit}: ${verdict}.`
  return { ruleId: 'measure', level: 'error', message: { text }, locations: [locationOf(undefined, name)] }
}

/** A place in a file where there is one, and what was looked at by its own name. */
function locationOf(place: string | undefined, subject: string): Location {
  const named = { logicalLocations: [{ fullyQualifiedName: subject }] }
  const [, file, line] = /^(.*?)(?::(\d+))?$/s.exec(place ?? '') ?? []
  if (!file) return named
  const region = line === undefined ? {} : { region: { startLine: Math.max(1, Number(line)) } }
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region }, ...named }
}

/** A relative reference (RFC 3986): each segment is encoded, and a first one with a colon is no scheme. */
function uriOf(path: string): string {
  const relative = path.toWellFormed().replace(/^\/+/, '')
  return relative.split('/').map(encodeURIComponent).join('/')
}
