import type { Severity } from './run.ts'

/** The gravest first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low']

/** Below zero when the first is the graver. */
export function bySeverity(a: { severity: Severity }, b: { severity: Severity }): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity)
}
