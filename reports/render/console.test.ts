import { expect, test } from 'vitest'
import { consoleVerdict } from './console.ts'
import { entry, hostile, observation, run } from './sample-run.ts'

const plain = { folder: 'reports/out/r1', color: false }

test('each failure with expected, found, where and next step, totals by area, the path last', () => {
  expect(
    consoleVerdict(run(), plain),
  ).toBe(`fail ISO-02 The database answers nobody but its own clients (high, ephemeral)
  database:5432: connect
    expected "refused"
    found    "open"
    where    inside web (suites/isolation/reach.test.ts:12)
    next     Take web off the database network.

error DATA-01 The database answers nobody but its own clients (high, ephemeral)
    reason   lost

waived CFG-01 The database answers nobody but its own clients (high, ephemeral): edge until 2027-01-01, Accepted for this year.
not-evaluated SUP-01 The database answers nobody but its own clients (high, ephemeral): declared: no feed here

isolation  1 pass, 1 fail
config     1 waived
data       1 error
supply     1 not-evaluated

1 pass, 1 fail, 1 error, 1 not evaluated, 1 waived; 5 expected
1 differences between what production declares and what ran
gate of pazpaz: failed (exit 1)
reports/out/r1
`)
})

test('the gravest failure comes first', () => {
  const grave = entry({ id: 'ISO-09', verdict: 'error', reason: 'x', severity: 'critical' })
  const slight = entry({ id: 'ISO-08', verdict: 'error', reason: 'x', severity: 'low' })
  const text = consoleVerdict(run({ claims: [slight, grave] }), plain)
  expect(text.indexOf('ISO-09')).toBeLessThan(text.indexOf('ISO-08'))
})

test('faults that were not killed and budgets that were missed are told', () => {
  const fault = { id: 'f1', title: 'Web joins the database network', claims: ['ISO-01'], durationMs: 1 }
  const faults = [
    { ...fault, outcome: 'survived' as const, disturbed: ['APP-01'] },
    { ...fault, id: 'f2', outcome: 'killed' as const },
  ]
  const measures = [{ name: 'p95', unit: 'ms', value: 200, budget: 150, verdict: 'fail' as const }]
  const text = consoleVerdict(run({ faults, measures }), plain)
  expect(text).toContain(
    'survived fault f1 Web joins the database network\n    claims   ISO-01\n    also     APP-01 changed',
  )
  expect(text).toContain('fail measure p95: 200 ms, budget 150 ms')
  expect(text).not.toContain('f2')
})

test('only our own codes reach the terminal', () => {
  const claims = [entry({ verdict: 'error', reason: hostile, observations: [] })]
  expect(consoleVerdict(run({ claims }), plain)).not.toContain('\u001b')
  expect(consoleVerdict(run({ claims }), { ...plain, color: true }).split('\u001b[31m')).toHaveLength(3)
})

test('of a hundred red observations that differ five are shown', () => {
  const observations = Array.from({ length: 100 }, (_, i) => observation({ ok: false, actual: i }))
  const text = consoleVerdict(run({ claims: [entry({ verdict: 'fail', observations })] }), plain)
  expect(text.match(/found /g)).toHaveLength(5)
  expect(text).toContain('and 95 more')
})

test('what is found of many subjects alike is told once, with all of them', () => {
  const observations = ['api', 'web', 'edge', 'cache', 'worker', 'mail', 'backup'].map((subject, i) =>
    observation({ ok: false, subject, property: 'limit', actual: 'none', from: 'c.yml', file: `c.yml:${i}` }),
  )
  const other = observation({ ok: false, subject: 'api', property: 'limit', actual: 'two' })
  const claims = [entry({ verdict: 'fail', observations: [...observations, other] })]
  const text = consoleVerdict(run({ claims }), plain)
  expect(text.match(/found /g)).toHaveLength(2)
  expect(text).toContain('  api, web, edge, cache, worker, mail, backup: limit\n')
  expect(text).toContain('where    c.yml:0, c.yml:1, c.yml:2, c.yml:3, c.yml:4 and 2 more\n')
})
