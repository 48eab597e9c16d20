import type { GeneratedFault } from '../harness/faults/generate.ts'
import { runGenerated } from '../harness/faults/generated.ts'
import { sample } from '../harness/faults/sample.ts'
import type { StackModel } from '../harness/model/model.ts'
import { UsageError } from '../harness/stack/failure.ts'
import type { FaultEntry } from '../reports/record/run.ts'
import { equivalents } from '../suites/equivalents.ts'
import { rules } from '../suites/rules.ts'
import type { Arguments } from './arguments.ts'

/** What rules say of every leaf that is changed, and `most` of those that none of them sees, drawn by the seed. */
export function tryGenerated(
  model: StackModel,
  { seed = 'stackproof' }: Arguments['own'],
  most: number,
): { entries: FaultEntry[]; sampled: GeneratedFault[]; told: string } {
  const { entries, left } = runGenerated(model, rules, equivalents)
  const sampled = sample(left, most, String(seed))
  const killed = entries.filter(({ outcome }) => outcome === 'killed').length
  const counts = [
    `${entries.length + left.length} generated`,
    `${killed} killed by rules`,
    `${entries.length - killed} equivalent`,
    `${left.length} that no rule sees, ${sampled.length} of them tried on a raised stack`,
  ]
  return { entries, sampled, told: counts.join(', ') }
}

/** Throws UsageError for what is neither a number nor `all`. */
export function readCount(given: string | boolean | undefined): number {
  if (given === undefined) return 0
  if (given === 'all') return Number.POSITIVE_INFINITY
  const count = Number(given)
  if (Number.isInteger(count) && count >= 0) return count
  throw new UsageError(`--generated: expected a number or all, found ${given}`, 'such as --generated 5')
}
