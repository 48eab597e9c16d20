import type { Changes } from './changes.ts'

/** What has changed, a change a line; says so where there is none. */
export function changesText({ before, after, verdicts, drifts, fidelity, durations }: Changes): string {
  const lines = [
    ...verdicts.map(
      ({ id, title, vantage, before = 'absent', after = 'absent' }) =>
        `verdict   ${id} ${title} (${vantage}): ${before} → ${after}`,
    ),
    ...drifts.map(
      ({ id, title, passes, fails }) =>
        `drift     ${id} ${title}: passes at ${passes.join(', ')}, fails at ${fails.join(', ')}`,
    ),
    ...fidelity.came.map(({ subject, path, why }) => `fidelity  ${subject} ${path} came: ${why}`),
    ...fidelity.went.map(({ subject, path, why }) => `fidelity  ${subject} ${path} went: ${why}`),
    ...durations.map(
      ({ name, beforeMs, afterMs }) =>
        `duration  ${name}: ${(beforeMs / 1000).toFixed(1)} s → ${(afterMs / 1000).toFixed(1)} s`,
    ),
  ]
  const head = `${before.id} (${before.startedAt}) → ${after.id} (${after.startedAt})`
  return `${[head, ...(lines.length > 0 ? lines : ['nothing has changed'])].join('\n')}\n`
}
