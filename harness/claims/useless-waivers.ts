import type { ClaimEntry } from '../../reports/record/run.ts'
import type { ConfiguredWaiver } from '../stack/config.ts'
import type { Registry } from './registry.ts'

export type UselessWaiver = { waiver: ConfiguredWaiver; expired: boolean }

export type WaiverReview = {
  waivers: readonly ConfiguredWaiver[]
  /** Waivers that met a finding of this run, in date or not. */
  met: ReadonlySet<ConfiguredWaiver>
  entries: readonly ClaimEntry[]
  registry: Registry
  today: string
}

/**
 * Waivers that are expired without showing so on a red claim, or that match nothing. Whether one of a claim
 * that was not tried in this run, or came to no verdict, matches cannot be said: it is not called useless.
 */
export function uselessWaivers({ waivers, met, entries, registry, today }: WaiverReview): UselessWaiver[] {
  return waivers.flatMap((waiver): UselessWaiver[] => {
    if (waiver.expires < today) return shown(waiver, entries) ? [] : [{ waiver, expired: true }]
    const useless = !met.has(waiver) && (!registry.has(waiver.claim) || decided(waiver, entries))
    return useless ? [{ waiver, expired: false }] : []
  })
}

/** The expired waiver stands on an entry that failed for it, which is exit 1 already. */
function shown({ claim }: ConfiguredWaiver, entries: readonly ClaimEntry[]): boolean {
  return entries.some((entry) => entry.id === claim && entry.verdict === 'fail' && entry.waiver !== undefined)
}

function decided({ claim }: ConfiguredWaiver, entries: readonly ClaimEntry[]): boolean {
  const own = entries.filter(({ id }) => id === claim)
  return (
    own.length > 0 &&
    own.every(({ verdict }) => verdict === 'pass' || verdict === 'fail' || verdict === 'waived')
  )
}
