import type { ClaimEntry } from '../../reports/record/run.ts'
import type { ConfiguredWaiver } from '../stack/config.ts'
import type { Trial } from './trial.ts'
import type { Ruling } from './verdict.ts'

/** A claim's entry after waivers, and which waivers met a finding of it. */
export type Waived = { entry: ClaimEntry; met: ConfiguredWaiver[] }

export type WaiveInput = {
  entry: ClaimEntry
  trial: Trial
  ruling: Ruling
  waivers: readonly ConfiguredWaiver[]
  today: string
}

const anySubject = '*'

/**
 * Accepts a finding when live waivers name the subject of every observation that is not ok. A row that threw
 * did not say all its subjects, so only `*` accepts it; damage, a lost claim and a missing control none can.
 */
export function waive({ entry, trial, ruling, waivers, today }: WaiveInput): Waived {
  if (ruling.verdict === 'pass') return { entry, met: [] }
  const subjects = new Set(entry.observations.filter(({ ok }) => !ok).map(({ subject }) => subject))
  const met = waivers.filter(
    ({ claim, subject }) => claim === entry.id && (subject === anySubject || subjects.has(subject)),
  )
  const live = met.filter(({ expires }) => expires >= today)
  const named = new Set(live.map(({ subject }) => subject))
  const bySubject = subjects.size > 0 && trial.threw.length === 0 && subjects.isSubsetOf(named)
  const accepted = !ruling.broken && (named.has(anySubject) || bySubject)
  if (accepted) return { entry: acceptedEntry(entry, ruling.verdict, live), met }
  return {
    entry: stillRed(
      entry,
      met.filter(({ expires }) => expires < today),
    ),
    met,
  }
}

type Red = NonNullable<ClaimEntry['underlying']>

function acceptedEntry(entry: ClaimEntry, underlying: Red, live: readonly ConfiguredWaiver[]): ClaimEntry {
  return { ...entry, verdict: 'waived', underlying, waiver: joined(live) }
}

/** The verdict stays; the reason says which waiver ran out. */
function stillRed(entry: ClaimEntry, expired: readonly ConfiguredWaiver[]): ClaimEntry {
  if (expired.length === 0) return entry
  const waiver = joined(expired)
  const ranOut = `waiver for ${waiver.subject} expired on ${waiver.expires}`
  return { ...entry, waiver, reason: entry.reason ? `${entry.reason}; ${ranOut}` : ranOut }
}

/** Several waivers of one claim are shown as one; the first day on which one of them ends counts. */
function joined(waivers: readonly ConfiguredWaiver[]): NonNullable<ClaimEntry['waiver']> {
  const unique = (texts: string[]): string => [...new Set(texts)].join(', ')
  return {
    subject: unique(waivers.map(({ subject }) => subject)),
    justification: unique(waivers.map(({ justification }) => justification)),
    expires: waivers.map(({ expires }) => expires).sort()[0] ?? '',
  }
}
