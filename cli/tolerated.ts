import { UsageError } from '../harness/stack/failure.ts'
import { fingerprint } from '../reports/record/fingerprint.ts'
import type { ClaimEntry, Severity } from '../reports/record/run.ts'
import { bySeverity, severities } from '../reports/record/severity.ts'
import { readRecord } from './read-record.ts'

/** Whether a failed claim is less grave than asked for, or all that is wrong with it was wrong in an earlier run. */
export async function toleratedBy(
  options: Readonly<Record<string, string | boolean>>,
): Promise<(entry: ClaimEntry) => boolean> {
  const least = severityOf(options['fail-on'] ?? 'low')
  const known = typeof options.baseline === 'string' ? await knownIn(options.baseline) : new Set<string>()
  const isGrave = (entry: ClaimEntry) => bySeverity(entry, { severity: least }) <= 0
  const isNew = (entry: ClaimEntry) =>
    entry.observations.some(
      (one) => one.role === 'evidence' && !one.ok && !known.has(fingerprint(entry, one)),
    )
  return (entry) => !isGrave(entry) || !isNew(entry)
}

function severityOf(given: string | boolean): Severity {
  const found = severities.find((one) => one === given)
  if (found !== undefined) return found
  throw new UsageError(`--fail-on: expected ${severities.join(', ')}, found ${given}`, 'write --fail-on high')
}

/** Everything that failed in a run, given by its folder or its run.json. */
async function knownIn(path: string): Promise<Set<string>> {
  const { claims } = (await readRecord(path, '--baseline')).run
  return new Set(
    claims.flatMap((entry) =>
      entry.observations.filter(({ ok }) => !ok).map((one) => fingerprint(entry, one)),
    ),
  )
}
