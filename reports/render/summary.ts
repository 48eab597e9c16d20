import type { ClaimEntry, FaultEntry, Measure, Run } from '../record/run.ts'
import { type Alike, firstOf, listed, wrongOf } from './alike.ts'
import {
  acceptedClaims,
  countLine,
  cut,
  escapedFaults,
  headline,
  missedMeasures,
  redClaims,
  seconds,
  shown,
} from './findings.ts'

/** A comment on GitHub holds 65,536 characters; what is left belongs to whoever posts it. */
export const summaryLimit = 65_000
const mostFound = 10

/** `summary.md`: failures first, then totals, phases and fidelity; cut between blocks, never beyond the limit. */
export function summary(run: Run): string {
  const head = [`## ${inline(headline(run))}`, inline(countLine(run))]
  const tail = [totalsTable(run), phasesTable(run), lastLines(run)].filter((block) => block !== '')
  const red = [
    ...redClaims(run).map(claimBlock),
    ...escapedFaults(run).map(faultBlock),
    ...missedMeasures(run).map(measureBlock),
    ...acceptedClaims(run).map(acceptedBlock),
  ]
  const room = summaryLimit - [...head, ...tail].join('\n\n').length - 200
  return `${[...head, ...fitting(red, room), ...tail].join('\n\n')}\n`
}

function fitting(blocks: readonly string[], room: number): string[] {
  let used = 0
  const kept = blocks.filter((block) => {
    used += block.length + 2
    return used <= room
  })
  const left = blocks.length - kept.length
  return left > 0 ? [...kept, `… and ${left} more, in run.json.`] : kept
}

function claimBlock(entry: ClaimEntry): string {
  const { id, title, verdict, severity, vantage, reason, remedy } = entry
  const { told, rest } = firstOf(wrongOf(entry), mostFound)
  return [
    `### ${verdict}: ${id} ${inline(title)} (${severity}, ${vantage})`,
    ...told.map(foundLine),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    ...(reason ? [`- reason: ${inline(cut(reason, 600))}`] : []),
    ...(told.length === 0 && entry.source ? [`- where: ${code(entry.source)}`] : []),
    ...(remedy ? [`- **next:** ${inline(remedy)}`] : []),
  ].join('\n')
}

function foundLine({ role, subjects, property, expected, actual, places }: Alike): string {
  const names = listed(
    subjects.map((one) => `**${inline(cut(one, 200))}**`),
    10,
  )
  const seen = `expected ${code(shown(expected))}, found ${code(shown(actual))}`
  const where = listed(places.map((one) => code(cut(one, 200))))
  return `- ${role === 'control' ? 'control on ' : ''}${names}: ${inline(cut(property, 200))}; ${seen}, where: ${where}`
}

function faultBlock({ id, title, outcome, claims, kind, reason, disturbed = [] }: FaultEntry): string {
  const names = kind === 'generated' ? 'generated' : `names ${claims.join(', ')}`
  const also = disturbed.length > 0 ? `; also changed ${disturbed.join(', ')}` : ''
  const why = reason ? `: ${inline(cut(reason, 300))}` : ''
  return `- **${outcome}** fault ${inline(id)} ${inline(title)}, ${names}${also}${why}`
}

function measureBlock({ name, verdict, value, unit, budget }: Measure): string {
  const limit = budget === undefined ? '' : `, budget ${budget} ${inline(unit)}`
  return `- **${verdict}** measure ${inline(name)}: ${value} ${inline(unit)}${limit}`
}

function acceptedBlock({ id, title, verdict, waiver, reason = '' }: ClaimEntry): string {
  const why = waiver ? `${waiver.subject} until ${waiver.expires}, ${waiver.justification}` : reason
  return `- ${verdict}: ${id} ${inline(title)} (${inline(cut(why, 300))})`
}

function totalsTable({ claims, totals }: Run): string {
  const rows = [...Map.groupBy(claims, ({ area }) => area)].map(([area, own]) => {
    const count = (verdict: ClaimEntry['verdict']): number =>
      own.filter((one) => one.verdict === verdict).length
    const cells = [count('pass'), count('fail'), count('error'), count('not-evaluated'), count('waived')]
    return `| ${inline(area)} | ${cells.join(' | ')} |`
  })
  const { pass, fail, error, notEvaluated, waived } = totals
  const all = `| **all** | ${[pass, fail, error, notEvaluated, waived].join(' | ')} |`
  return [
    '| area | pass | fail | error | not evaluated | waived |',
    '|---|---|---|---|---|---|',
    ...rows,
    all,
  ].join('\n')
}

function phasesTable({ run: { phases = [] } }: Run): string {
  if (phases.length === 0) return ''
  const rows = phases.map(({ name, durationMs }) => `| ${inline(name)} | ${seconds(durationMs)} |`)
  return ['| phase | time |', '|---|---|', ...rows].join('\n')
}

function lastLines({ fidelity, totals: { detection }, run: { reproduce } }: Run): string {
  return [
    `Fidelity: ${fidelity.length} differences between what production declares and what ran.`,
    ...(detection === undefined ? [] : [`Detection: ${(detection * 100).toFixed(1)} %.`]),
    ...(reproduce ? [`Again: ${code(reproduce)}`] : []),
  ].join('\n')
}

/** Plain text in Markdown: no markup, no table cell, no mention of a person, no line end. */
function inline(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\\`*_[\]<>|#~&!]/g, (character) => `\\${character}`)
    .replaceAll('@', '@\u2060')
}

/** A code span whose fence is longer than any run of backticks inside. */
function code(text: string): string {
  const flat = text.replace(/\p{Cc}+/gu, ' ')
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${flat}${pad}${fence}`
}
