import type { ClaimEntry, Observation } from '../record/run.ts'
import { notOk, whereOf } from './findings.ts'

/** The same found of one or several subjects, and where. */
export type Alike = Pick<Observation, 'role' | 'property' | 'expected' | 'actual'> & {
  subjects: string[]
  places: string[]
  /** Observations that say so. */
  count: number
}

/** What was not as expected, evidence first; observations that differ by their subject and place alone are one. */
export function wrongOf(entry: ClaimEntry): Alike[] {
  const keyOf = ({ role, property, expected, actual }: Observation) =>
    JSON.stringify([role, property, expected, actual])
  return [...Map.groupBy(notOk(entry), keyOf).values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const { role, property, expected, actual } = first
    const subjects = [...new Set(all.map(({ subject }) => subject))]
    const places = [...new Set(all.map((one) => whereOf(entry, one)))]
    return [{ role, property, expected, actual, subjects, places, count: all.length }]
  })
}

/** The first of some groups, and how many observations the others hold. */
export function firstOf(all: readonly Alike[], most: number): { told: Alike[]; rest: number } {
  const rest = all.slice(most).reduce((sum, { count }) => sum + count, 0)
  return { told: all.slice(0, most), rest }
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 5): string {
  const rest = names.length - most
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
