import type { ClaimEntry } from './run.ts'

/** A reason that begins so tells a gap that the config declares, or a stand-in: it does not change the exit code. */
export const declaredPrefix = 'declared: '

/** Error, or not evaluated without a word about it in the config: neither proved nor refuted. */
export function isUnknown({ verdict, reason }: ClaimEntry): boolean {
  return verdict === 'error' || (verdict === 'not-evaluated' && !reason?.startsWith(declaredPrefix))
}
