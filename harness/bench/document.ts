import type { Environment } from '../../reports/record/run.ts'
import { figuresOf, type Series } from './figures.ts'

/** What design.md allows, beside what was found, in one unit. */
export type Bound = { what: string; allowed: number; found: number; unit: string }

export type Benchmarks = {
  environment: Environment
  /** Of the project, and the day (UTC, `YYYY-MM-DD`). */
  commit: string
  day: string
  series: readonly Series[]
  bounds: readonly Bound[]
}

/** The text of `docs/benchmarks.md`: what was measured, on what, and how it stands to its bounds. */
export function benchmarksText({ environment: on, commit, day, series, bounds }: Benchmarks): string {
  const memory = on.memoryBytes === undefined ? '' : `, ${Math.round(on.memoryBytes / 2 ** 30)} GiB`
  return `# Benchmarks

Written by \`./stackproof bench\`; whole commands, one after another.

- ${day}, commit ${commit}
- ${on.cpus} cores${memory}, kernel ${on.kernel}, Docker ${on.engine}, Compose ${on.compose}, cgroup ${on.cgroup}

| what | unit | median | p95 | min | max | samples |
| --- | --- | --- | --- | --- | --- | --- |
${series.map(row).join('\n')}

| bound | allowed | found | |
| --- | --- | --- | --- |
${bounds.map(verdict).join('\n')}
`
}

function row(series: Series): string {
  const { median, p95, min, max, samples } = figuresOf(series)
  const figures = [median, p95, min, max].map((figure) => figure.toFixed(1)).join(' | ')
  return `| ${series.name} | ${series.unit} | ${figures} | ${samples} |`
}

function verdict({ what, allowed, found, unit }: Bound): string {
  const met = found <= allowed ? 'met' : '**not met**'
  return `| ${what} | ≤ ${allowed.toFixed(1)} ${unit} | ${found.toFixed(1)} ${unit} | ${met} |`
}
