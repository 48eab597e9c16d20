import type { ClaimEntry, Observation, Run } from '../record/run.ts'

/** What a container may answer to upset a report: markup, a mention, a terminal code, a fence. */
export const hostile = '<b>&"]]> @team | `x` \u001b[31m\u0000'

export function observation(over: Partial<Observation> = {}): Observation {
  const seen = { from: 'inside web', subject: 'database:5432', property: 'connect' }
  return { role: 'evidence', ...seen, expected: 'refused', actual: 'refused', ok: true, ...over }
}

export function entry(over: Partial<ClaimEntry> = {}): ClaimEntry {
  return {
    id: 'ISO-01',
    title: 'The database answers nobody but its own clients',
    area: 'isolation',
    severity: 'high',
    vantage: 'ephemeral',
    verdict: 'pass',
    durationMs: 1500,
    observations: [observation(), observation({ role: 'control', subject: 'edge:80' })],
    ...over,
  }
}

export const failedEntry = entry({
  id: 'ISO-02',
  verdict: 'fail',
  remedy: 'Take web off the database network.',
  source: 'suites/isolation/reach.test.ts:12',
  observations: [observation({ actual: 'open', ok: false }), observation({ role: 'control' })],
})
export const erredEntry = entry({
  id: 'DATA-01',
  area: 'data',
  verdict: 'error',
  reason: 'lost',
  observations: [],
})
const waivedEntry = entry({
  id: 'CFG-01',
  area: 'config',
  verdict: 'waived',
  underlying: 'fail',
  waiver: { subject: 'edge', justification: 'Accepted for this year.', expires: '2027-01-01' },
})
const declaredEntry = entry({
  id: 'SUP-01',
  area: 'supply',
  verdict: 'not-evaluated',
  reason: 'declared: no feed here',
  observations: [],
})

const at = '2026-06-15T10:00:00.000Z'

/** A gate with one entry of each verdict, unless told otherwise. */
export function run(over: Partial<Run> = {}): Run {
  return {
    schema: 'stackproof/run@1',
    run: {
      id: 'r1',
      profile: 'gate',
      startedAt: at,
      finishedAt: at,
      tool: { version: '0.1.0' },
      exitCode: 1,
      phases: [{ name: 'raise', durationMs: 12_300 }],
      environment: { engine: '20.10.24', compose: '2.40.3', kernel: '6.18', cgroup: 'v1', cpus: 2 },
      reproduce: './stackproof gate --only isolation',
    },
    target: { name: 'pazpaz', kind: 'ephemeral' },
    fidelity: [{ subject: 'edge', path: 'ports', declared: 443, ran: 32_000, why: 'free port' }],
    claims: [entry(), waivedEntry, erredEntry, failedEntry, declaredEntry],
    totals: { pass: 1, fail: 1, error: 1, notEvaluated: 1, waived: 1, expected: 5 },
    ...over,
  }
}
