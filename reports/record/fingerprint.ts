import { createHash } from 'node:crypto'
import type { ClaimEntry, Observation } from './run.ts'

/** The same for the same finding although lines above it came or went: claim, file, subject, property, what is there. */
export function fingerprint({ id }: Pick<ClaimEntry, 'id'>, one: Observation): string {
  const place = one.file?.replace(/:\d+$/, '') ?? ''
  const said = JSON.stringify([id, place, one.subject, one.property, one.actual])
  return createHash('sha256').update(said).digest('hex').slice(0, 32)
}
