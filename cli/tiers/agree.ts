import type { ClaimEntry, Run } from '../../reports/record/run.ts'

/** Claims on which runs of the same stack do not agree, e.g. `EDGE-06 ephemeral: pass, pass, fail`. */
export function disagreements(runs: readonly Run[]): string[] {
  const keys = new Set(runs.flatMap(({ claims }) => claims.map(keyOf)))
  return [...keys].sort().flatMap((key) => {
    const verdicts = runs.map(({ claims }) => claims.find((one) => keyOf(one) === key)?.verdict ?? 'absent')
    return new Set(verdicts).size === 1 ? [] : [`${key}: ${verdicts.join(', ')}`]
  })
}

function keyOf({ id, vantage }: ClaimEntry): string {
  return `${id} ${vantage}`
}
