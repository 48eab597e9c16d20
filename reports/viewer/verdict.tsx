import type { Run } from '../record/run.ts'
import { outcomeOf, seconds } from '../render/findings.ts'

const tones = { 0: 'pass', 1: 'fail', 2: 'error', 3: 'error', 130: 'error' } as const

/** What the run came to: in words, in colour, in numbers. */
export function Verdict({ run: record }: { run: Run }) {
  const { run, target, totals } = record
  const tookMs = Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  const counts = [
    ['pass', totals.pass, 'pass'],
    ['fail', totals.fail, 'fail'],
    ['error', totals.error, 'error'],
    ['not evaluated', totals.notEvaluated, 'not-evaluated'],
    ['waived', totals.waived, 'waived'],
  ] as const
  return (
    <header class={`verdict ${tones[run.exitCode]}`}>
      <p class="kind">
        {run.profile} of {target.name}
        {target.url && ` at ${target.url}`}
      </p>
      <h1>{outcomeOf(run.exitCode)}</h1>
      <ul class="counts" aria-label="Claims by verdict">
        {counts.map(([name, count, tone]) => (
          <li class={count > 0 ? tone : 'none'}>
            <strong>{count}</strong> {name}
          </li>
        ))}
        <li class="none">
          <strong>{totals.expected}</strong> expected
        </li>
        {totals.detection !== undefined && (
          <li class={totals.detection === 1 ? 'pass' : 'fail'}>
            <strong>{(totals.detection * 100).toFixed(1)} %</strong> of faults detected
          </li>
        )}
      </ul>
      <dl class="facts">
        <Fact name="Started" value={run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')} />
        <Fact name="Took" value={seconds(tookMs)} />
        <Fact name="Exit code" value={String(run.exitCode)} />
        <Fact name="Stackproof" value={`${run.tool.version} ${(run.tool.commit ?? '').slice(0, 12)}`} />
        {run.environment.engine !== 'none' && (
          <Fact
            name="Ran on"
            value={`Docker ${run.environment.engine}, Compose ${run.environment.compose}, ${run.environment.cpus} cores`}
          />
        )}
        {run.reproduce && <Fact name="Again" value={run.reproduce} code />}
      </dl>
    </header>
  )
}

function Fact({ name, value, code = false }: { name: string; value: string; code?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{code ? <code>{value}</code> : value}</dd>
    </div>
  )
}
