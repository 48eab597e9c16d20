import type { Bound } from '../harness/bench/document.ts'
import { figuresOf, type Series } from '../harness/bench/figures.ts'
import type { Fault } from '../harness/faults/fault.ts'
import type { FaultEntry } from '../reports/record/run.ts'
import { faults as named } from '../suites/faults.ts'
import type { Measured } from './measured.ts'

/** What `bench` measured: seconds of bare raises, and whole commands. */
export type Bench = {
  gates: Measured[]
  bare: number[]
  /** Of the bundled stack, and of a folder with 60 services and 200 scripts. */
  inspects: Measured[]
  large: Measured[]
  faults?: Measured
  cold: Measured[]
}

/** Every series that was measured. */
export function seriesOf({ gates, bare, inspects, large, faults, cold }: Bench): Series[] {
  const gate = gates.map(({ seconds }) => seconds)
  const entries = faults?.record.faults ?? []
  const live = secondsOf(entries, isLive)
  return [
    { name: 'gate', unit: 's', values: gate },
    { name: 'bare up --wait + down', unit: 's', values: bare },
    { name: 'gate ÷ bare', unit: '', values: gate.map((seconds, turn) => seconds / (bare[turn] ?? 0)) },
    { name: 'memory of CLI and runners, peak', unit: 'MiB', values: gates.map((one) => one.mebibytes) },
    { name: 'inspect, bundled stack', unit: 'ms', values: milliseconds(inspects) },
    { name: 'inspect, 60 services and 200 scripts', unit: 'ms', values: milliseconds(large) },
    { name: 'a live fault', unit: 's', values: live },
    { name: 'a live fault of isolation', unit: 's', values: secondsOf(entries, isIsolation) },
    { name: 'a static fault', unit: 'ms', values: secondsOf(entries, isStatic).map((one) => one * 1000) },
    { name: 'all faults', unit: 's', values: faults ? [faults.seconds] : [] },
    { name: 'all faults ÷ live ones', unit: 's', values: faults ? [faults.seconds / live.length] : [] },
    { name: 'cold machine to verdict', unit: 's', values: cold.map(({ seconds }) => seconds) },
  ].filter(({ values }) => values.length > 0)
}

/** The bounds of design.md and decision 0050 for what was measured; most are so many bare raises. */
export function boundsOf(bench: Bench): Bound[] {
  const series = new Map(seriesOf(bench).map((one) => [one.name, figuresOf(one)]))
  const bound = (what: string, name: string, of: 'median' | 'p95' | 'max', allowed: number, unit: string) => {
    const found = series.get(name)?.[of]
    return found === undefined ? [] : [{ what, allowed, found, unit }]
  }
  const bare = series.get('bare up --wait + down')?.median ?? 0
  return [
    ...bound('a warm gate, median', 'gate', 'median', 8 * bare, 's'),
    ...bound('memory of CLI and runners', 'memory of CLI and runners, peak', 'max', 600, 'MiB'),
    ...bound('static rules, bundled stack', 'inspect, bundled stack', 'median', 1500, 'ms'),
    ...bound('60 services and 200 scripts', 'inspect, 60 services and 200 scripts', 'median', 3000, 'ms'),
    ...bound('a live fault, median', 'a live fault', 'median', 1.5 * bare, 's'),
    ...bound('a live fault, p95', 'a live fault', 'p95', 6 * bare, 's'),
    ...bound('a network fault', 'a live fault of isolation', 'max', 8 * bare, 's'),
    ...bound('all faults, for each live one', 'all faults ÷ live ones', 'max', bare, 's'),
    ...bound('a static fault', 'a static fault', 'max', 50, 'ms'),
    ...bound('cold machine to verdict', 'cold machine to verdict', 'max', 900, 's'),
  ]
}

function milliseconds(all: readonly Measured[]): number[] {
  return all.map(({ seconds }) => seconds * 1000)
}

function secondsOf(entries: readonly FaultEntry[], isWanted: (fault: Fault) => boolean): number[] {
  const wanted = new Set(named.filter(isWanted).map(({ id }) => id))
  return entries.filter(({ id }) => wanted.has(id)).map(({ durationMs }) => durationMs / 1000)
}

function isLive({ where }: Fault): boolean {
  return where === 'stack'
}

function isIsolation(fault: Fault): boolean {
  return isLive(fault) && fault.id.startsWith('isolation-')
}

function isStatic(fault: Fault): boolean {
  return !isLive(fault)
}
