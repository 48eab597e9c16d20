import type { FaultEntry } from '../record/run.ts'

/** Fault × claim with the outcome and the time, survivors last. Plain text, one fault a line; generated ones are counted. */
export function faultTable(faults: readonly FaultEntry[]): string {
  const named = faults.filter(({ kind }) => kind !== 'generated')
  const generated = faults.filter(({ kind }) => kind === 'generated')
  return `${tableOf(named)}\n${countOf(generated)}\n${detection(faults)}\n\n`
}

function tableOf(faults: readonly FaultEntry[]): string {
  const width = Math.max(10, ...faults.map(({ id }) => id.length))
  const lines = faults.map((fault) => {
    const by = fault.by && fault.by.length > 0 ? ` by ${fault.by.join(', ')}` : ''
    const named = fault.claims.join(', ')
    return `${fault.outcome.padEnd(9)} ${fault.id.padEnd(width)} ${named}${by === ` by ${named}` ? '' : by} ${seconds(fault)}`
  })
  return `${lines.join('\n')}\n`
}

function countOf(faults: readonly FaultEntry[]): string {
  if (faults.length === 0) return ''
  const counts = [...Map.groupBy(faults, ({ outcome }) => outcome)].map(
    ([outcome, of]) => `${of.length} ${outcome}`,
  )
  return `generated: ${counts.join(', ')}\n`
}

function detection(faults: readonly FaultEntry[]): string {
  const tried = faults.filter(({ outcome }) => outcome !== 'equivalent')
  const killed = tried.filter(({ outcome }) => outcome === 'killed').length
  const rate = tried.length === 0 ? 0 : Math.round((1000 * killed) / tried.length) / 10
  const told = survivors(faults).map((line) => `  ${line}`)
  return [`detection ${killed} of ${tried.length} (${rate} %)`, ...told].join('\n')
}

/** Those that nothing was proven by, e.g. `survived edge-open-api: no claim turns red`. */
export function survivors(faults: readonly FaultEntry[]): string[] {
  const left = faults.filter(({ outcome }) => outcome !== 'killed' && outcome !== 'equivalent')
  return left.map(({ id, outcome, reason }) => `${outcome} ${id}: ${reason ?? 'no reason'}`)
}

function seconds({ durationMs }: FaultEntry): string {
  return durationMs < 1000 ? `${durationMs.toFixed(1)} ms` : `${(durationMs / 1000).toFixed(1)} s`
}
