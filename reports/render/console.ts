import { styleText } from 'node:util'
import type { ClaimEntry, FaultEntry, Measure, Run, Verdict } from '../record/run.ts'
import { type Alike, firstOf, listed, wrongOf } from './alike.ts'
import {
  acceptedClaims,
  countLine,
  cut,
  escapedFaults,
  headline,
  missedMeasures,
  redClaims,
  shown,
} from './findings.ts'

export type ConsoleOptions = {
  /** The run folder, said last. */
  folder: string
  color: boolean
}

type Paint = (style: 'red' | 'green' | 'yellow' | 'bold', text: string) => string

/** One claim may fail in a hundred places; the rest stands in the report. */
const mostFound = 5
const label = (name: string): string => `    ${name.padEnd(9)}`

/** The closing verdict: each failure with expected, found, where and next step, totals by area, then the path. */
export function consoleVerdict(recorded: Run, { folder, color }: ConsoleOptions): string {
  const run = printable(recorded)
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text)
  const blocks = [
    ...redClaims(run).map((entry) => claimBlock(entry, paint)),
    ...escapedFaults(run).map((fault) => faultBlock(fault, paint)),
    ...missedMeasures(run).map((measure) => measureLine(measure, paint)),
    acceptedClaims(run)
      .map((entry) => `${paint('yellow', entry.verdict)} ${heading(entry)}: ${because(entry)}`)
      .join('\n'),
    areaTable(run),
    closing(run, folder, paint),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function claimBlock(entry: ClaimEntry, paint: Paint): string {
  const { told, rest } = firstOf(wrongOf(entry), mostFound)
  return [
    `${paint('red', entry.verdict)} ${heading(entry)}`,
    ...told.flatMap(foundLines),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...reasonLine(entry.reason),
    ...(told.length === 0 && entry.source ? [`${label('where')}${entry.source}`] : []),
    ...(entry.remedy ? [`${label('next')}${entry.remedy}`] : []),
  ].join('\n')
}

function heading({ id, title, vantage, severity }: ClaimEntry): string {
  return `${id} ${title} (${severity}, ${vantage})`
}

function foundLines({ role, subjects, property, expected, actual, places }: Alike): string[] {
  return [
    `  ${role === 'control' ? 'control on ' : ''}${listed(subjects, 10)}: ${property}`,
    `${label('expected')}${shown(expected)}`,
    `${label('found')}${shown(actual)}`,
    `${label('where')}${listed(places)}`,
  ]
}

function faultBlock(
  { outcome, id, title, claims, reason, kind, disturbed = [] }: FaultEntry,
  paint: Paint,
): string {
  return [
    `${paint('red', outcome)} fault ${id} ${title}`,
    // Of a generated one they are all that were tried.
    ...(kind === 'generated' ? [] : [`${label('claims')}${claims.join(', ')}`]),
    ...(disturbed.length > 0 ? [`${label('also')}${disturbed.join(', ')} changed`] : []),
    ...reasonLine(reason),
  ].join('\n')
}

function measureLine({ verdict = 'fail', name, value, unit, budget }: Measure, paint: Paint): string {
  const limit = budget === undefined ? '' : `, budget ${budget} ${unit}`
  return `${paint('red', verdict)} measure ${name}: ${value} ${unit}${limit}`
}

function reasonLine(reason: string | undefined): string[] {
  return reason ? [`${label('reason')}${cut(reason, 2000).replaceAll('\n', `\n${label('')}`)}`] : []
}

function because({ waiver, reason = '' }: ClaimEntry): string {
  return waiver ? `${waiver.subject} until ${waiver.expires}, ${waiver.justification}` : reason
}

const verdicts: readonly Verdict[] = ['pass', 'fail', 'error', 'not-evaluated', 'waived']

function areaTable({ claims }: Run): string {
  const areas = [...Map.groupBy(claims, ({ area }) => area)]
  const width = Math.max(0, ...areas.map(([area]) => area.length))
  return areas
    .map(([area, own]) => {
      const counts = verdicts.map((verdict) => ({
        verdict,
        count: own.filter((one) => one.verdict === verdict).length,
      }))
      const told = counts.filter(({ count }) => count > 0).map(({ verdict, count }) => `${count} ${verdict}`)
      return `${area.padEnd(width)}  ${told.join(', ')}`
    })
    .join('\n')
}

function closing(run: Run, folder: string, paint: Paint): string {
  const { detection } = run.totals
  const style = run.run.exitCode === 0 ? 'green' : 'red'
  return [
    countLine(run),
    ...(detection === undefined ? [] : [`detection ${(detection * 100).toFixed(1)} %`]),
    ...(run.target.kind === 'files'
      ? []
      : [`${run.fidelity.length} differences between what production declares and what ran`]),
    paint(style, paint('bold', headline(run))),
    folder,
  ].join('\n')
}

/** What a container answered may hold terminal codes; only ours reach the terminal. */
function printable(run: Run): Run {
  return JSON.parse(JSON.stringify(run), (_, node: unknown) =>
    typeof node === 'string' ? node.replace(/[^\P{Cc}\n]/gu, '\uFFFD') : node,
  )
}
