import type { Log, ReportingDescriptor, Run as SarifRun } from 'sarif'
import type { ClaimEntry, Run } from '../record/run.ts'
import { escapedFaults, headline, missedMeasures } from './findings.ts'
import { claimResults, faultResult, levels, measureResult } from './sarif-results.ts'

/**
 * SARIF 2.1.0 (OASIS): a rule per claim, a result per finding, with file, line and a fingerprint that outlives edits
 * above it. Passed claims are rules without results; `run.json` has their evidence.
 */
export function sarif(run: Run): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [sarifRun(run)],
  }
  // A lone surrogate is no Unicode text, which JSON between programs has to be (RFC 8259, 8.1).
  const written = JSON.stringify(log, (_, node: unknown) =>
    typeof node === 'string' ? node.toWellFormed() : node,
  )
  return `${written}\n`
}

function sarifRun(run: Run): SarifRun {
  const { profile, id, tool, startedAt, finishedAt, exitCode } = run.run
  const results = [
    ...run.claims.flatMap((entry) => claimResults(entry)),
    ...escapedFaults(run).map(faultResult),
    ...missedMeasures(run).map(measureResult),
  ]
  return {
    tool: { driver: { name: 'Stackproof', semanticVersion: tool.version, rules: rules(run) } },
    // The part before the last slash is what an uploader takes for the category: a later run replaces an earlier one.
    automationDetails: { id: `stackproof/${profile}/${encodeURIComponent(run.target.name)}/${id}` },
    invocations: [
      {
        executionSuccessful: exitCode === 0 || exitCode === 1,
        exitCode,
        exitCodeDescription: headline(run),
        startTimeUtc: startedAt,
        endTimeUtc: finishedAt,
      },
    ],
    columnKind: 'utf16CodeUnits',
    results,
  }
}

const ofFaults: ReportingDescriptor = {
  id: 'fault',
  shortDescription: { text: 'Every fault turns the claims that it names red.' },
}
const ofMeasures: ReportingDescriptor = {
  id: 'measure',
  shortDescription: { text: 'Every measure keeps its budget.' },
}

function rules(run: Run): ReportingDescriptor[] {
  const claims = new Map(run.claims.map((entry) => [entry.id, entry]))
  return [
    ...[...claims.values()].map(claimRule),
    ...(escapedFaults(run).length > 0 ? [ofFaults] : []),
    ...(missedMeasures(run).length > 0 ? [ofMeasures] : []),
  ]
}

/** What GitHub ranks security findings by: a CVSS-like number of each band. */
const ranks = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' } as const

function claimRule({ id, title, area, severity, remedy, criteria = [] }: ClaimEntry): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: `${title}.` },
    ...(remedy && { help: { text: remedy } }),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [area, ...criteria], 'security-severity': ranks[severity] },
  }
}
