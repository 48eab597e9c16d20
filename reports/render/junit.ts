import type { ClaimEntry, FaultEntry, Measure, Run } from '../record/run.ts'
import { isUnknown } from '../record/unknown.ts'
import { escapedFaults, missedMeasures, notOk, shown, whereOf } from './findings.ts'

type Case = { name: string; group: string; durationMs: number; file?: string; outcome?: Outcome }
type Outcome = { kind: 'failure' | 'error' | 'skipped'; message: string; text?: string }

/** JUnit XML: a suite per area, then faults and measures; only pass is a case without a child. */
export function junit(run: Run): string {
  const cases = [
    ...run.claims.map(claimCase),
    ...(run.faults ?? []).map((fault) => faultCase(fault, escapedFaults(run))),
    ...(run.measures ?? [])
      .filter(({ verdict }) => verdict)
      .map((one) => measureCase(one, missedMeasures(run))),
  ]
  const suites = [...Map.groupBy(cases, ({ group }) => group)].map(([group, own]) => suite(group, own))
  const head = `name="${escaped(`stackproof ${run.run.profile}`)}" ${counts(cases)}`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head}>\n${suites.join('')}</testsuites>\n`
}

function claimCase(entry: ClaimEntry): Case {
  const { id, title, vantage, area, durationMs, source } = entry
  const outcome = claimOutcome(entry)
  return {
    name: `${id} ${title} (${vantage})`,
    group: area,
    durationMs,
    ...(source && { file: source }),
    ...(outcome && { outcome }),
  }
}

function claimOutcome(entry: ClaimEntry): Outcome | undefined {
  const { verdict, reason = '', waiver } = entry
  if (verdict === 'pass') return undefined
  if (verdict === 'waived') {
    const until = waiver ? `waived until ${waiver.expires}: ${waiver.justification}` : 'waived'
    return { kind: 'skipped', message: until }
  }
  if (verdict !== 'fail' && !isUnknown(entry)) return { kind: 'skipped', message: reason }
  const lines = notOk(entry).map((one) => `${factLine(one)}\n  seen from ${whereOf(entry, one)}`)
  const text = [
    ...lines,
    ...(reason ? [reason] : []),
    ...(entry.remedy ? [`next: ${entry.remedy}`] : []),
  ].join('\n')
  const first = notOk(entry)[0]
  return {
    kind: verdict === 'fail' ? 'failure' : 'error',
    message: reason || (first ? factLine(first) : verdict),
    text,
  }
}

function factLine({ subject, property, expected, actual }: ClaimEntry['observations'][number]): string {
  return `${subject}: expected ${property} ${shown(expected)}, found ${shown(actual)}`
}

function faultCase(fault: FaultEntry, escapedOnes: readonly FaultEntry[]): Case {
  const { id, title, claims, outcome, reason, durationMs } = fault
  const message = `${outcome}: names ${claims.join(', ')}${reason ? `; ${reason}` : ''}`
  const skipped = outcome === 'equivalent' ? ({ kind: 'skipped', message } as const) : undefined
  const kind = outcome === 'survived' ? 'failure' : 'error'
  const result = escapedOnes.includes(fault) ? ({ kind, message } as const) : skipped
  return { name: `${id} ${title}`, group: 'faults', durationMs, ...(result && { outcome: result }) }
}

function measureCase(measure: Measure, missed: readonly Measure[]): Case {
  const { name, unit, value, budget, verdict } = measure
  const message = `${verdict}: ${value} ${unit}${budget === undefined ? '' : `, budget ${budget} ${unit}`}`
  const kind = verdict === 'fail' ? 'failure' : 'error'
  const outcome = missed.includes(measure) ? ({ kind, message } as const) : undefined
  return { name, group: 'measures', durationMs: 0, ...(outcome && { outcome }) }
}

function suite(group: string, cases: readonly Case[]): string {
  return `  <testsuite name="${escaped(group)}" ${counts(cases)}>\n${cases.map(testcase).join('')}  </testsuite>\n`
}

function counts(cases: readonly Case[]): string {
  const count = (kind: Outcome['kind']): number =>
    cases.filter(({ outcome }) => outcome?.kind === kind).length
  const time = cases.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const numbers = `failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
  return `tests="${cases.length}" ${numbers} time="${(time / 1000).toFixed(3)}"`
}

function testcase({ name, group, durationMs, file, outcome }: Case): string {
  const place = file ? ` file="${escaped(file)}"` : ''
  const head = `classname="${escaped(group)}" name="${escaped(name)}"${place} time="${(durationMs / 1000).toFixed(3)}"`
  if (!outcome) return `    <testcase ${head}/>\n`
  const { kind, message, text = '' } = outcome
  const child = `<${kind} message="${escaped(message)}">${escaped(text)}</${kind}>`
  return `    <testcase ${head}>${child}</testcase>\n`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

/** XML 1.0 has no way to write most control characters: they become U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\n]/g, (character) => entities[character] ?? character)
}
