import type { Judgement } from './judge.ts'

/** A judgement in the frame of a run, to be held against the schema. */
export function runOf({ claims, totals, exitCode }: Judgement): unknown {
  const at = '2026-06-15T10:00:00.000Z'
  const environment = { engine: '20.10', compose: '2.40', kernel: '6', cgroup: 'v1', cpus: 2 }
  const run = {
    id: 'r',
    profile: 'gate',
    startedAt: at,
    finishedAt: at,
    tool: { version: '0' },
    exitCode,
    environment,
  }
  return {
    schema: 'stackproof/run@1',
    run,
    target: { name: 's', kind: 'ephemeral' },
    fidelity: [],
    claims,
    totals,
  }
}
