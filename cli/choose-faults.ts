import { nearest } from '../harness/claims/nearest.ts'
import type { Fault } from '../harness/faults/fault.ts'
import { UsageError } from '../harness/stack/failure.ts'
import { faults } from '../suites/faults.ts'
import { type OpenCall, rolesOf } from './open-call.ts'

/** What `--only` calls the faults that nobody named. */
export const generated = 'generated'

/**
 * The named faults of `--only`: by fault id, by the id of a claim that they break, or by the area their id begins with;
 * none for the word `generated`, which means those that nobody named.
 * @throws UsageError for a word that none of these has.
 */
export function chooseFaults(only: readonly string[]): Fault[] {
  if (only.length === 0) return [...faults]
  const unknown = only.filter((word) => word !== generated && !faults.some((fault) => isNamed(fault, word)))
  if (unknown.length === 0) return faults.filter((fault) => only.some((word) => isNamed(fault, word)))
  const known = faults.flatMap((fault) => [fault.id, ...fault.claims])
  const hints = unknown.map(
    (word) => `${word} (near: ${nearest(word, [...new Set(known)]).join(', ') || 'nothing'})`,
  )
  throw new UsageError(
    `--only: expected fault ids, claim ids or areas, found ${hints.join(', ')}`,
    'see the ids with: stackproof faults --json, or in suites/*/*.faults.ts',
  )
}

/** Those that can be made on this stack and seen on it: it has their roles, and their claims are expected. */
export function fitting(chosen: readonly Fault[], { loaded, expected }: Fits): Fault[] {
  const filled = rolesOf(loaded)
  const claims = new Set(expected.map(({ claim }) => claim))
  return chosen.filter(
    (fault) =>
      fault.roles.every((role) => filled.includes(role)) && fault.claims.every((id) => claims.has(id)),
  )
}

type Fits = Pick<OpenCall, 'loaded' | 'expected'>

function isNamed(fault: Fault, word: string): boolean {
  return fault.id === word || fault.claims.includes(word.toUpperCase()) || fault.id.startsWith(`${word}-`)
}
