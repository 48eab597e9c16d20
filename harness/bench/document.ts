import type { Environment } from '../../reports/record/run.ts'
import { figuresOf, gateBound, type Series } from './figures.ts'

export type Benchmarks = {
  environment: Environment
  /** Of the project, and the day (UTC, `YYYY-MM-DD`). */
  commit: string
  day: string
  gate: Series
  bare: Series
  /** Gate and bare of the same turn, one divided by the other. */
  ratio: Series
}

/** The text of `docs/benchmarks.md`: what was measured, on what, and how it stands to its bound. */
export function benchmarksText(measured: Benchmarks): string {
  const { environment: on, commit, day, gate, bare, ratio } = measured
  const [own, base] = [figuresOf(gate), figuresOf(bare)]
  const bound = gateBound(base.median)
  const verdict = own.median <= bound ? 'met' : 'not met'
  const memory = on.memoryBytes === undefined ? '' : `, ${Math.round(on.memoryBytes / 2 ** 30)} GiB`
  return `# Benchmarks

Written by \`./stackproof bench\`; whole commands, one after another, in seconds.

- ${day}, commit ${commit}
- ${on.cpus} cores${memory}, kernel ${on.kernel}, Docker ${on.engine}, Compose ${on.compose}, cgroup ${on.cgroup}

| what | median | min | max | runs |
| --- | --- | --- | --- | --- |
${[gate, bare, ratio].map(row).join('\n')}

Bound of a warm gate: ${bound.toFixed(1)} s (the larger of 60 s and 3 × bare, never above 120 s): ${verdict}.
`
}

function row(series: Series): string {
  const { median, min, max, samples } = figuresOf(series)
  return `| ${series.name} | ${median.toFixed(1)} | ${min.toFixed(1)} | ${max.toFixed(1)} | ${samples} |`
}
