import { expect, test } from 'vitest'
import { junit } from './junit.ts'
import { entry, hostile, run } from './sample-run.ts'

test('a case per entry, and only pass without a child', () => {
  const xml = junit(run())
  expect(xml).toContain(
    '<testsuites name="stackproof gate" tests="5" failures="1" errors="1" skipped="2" time="7.500">',
  )
  expect(xml).toContain(
    'name="ISO-01 The database answers nobody but its own clients (ephemeral)" time="1.500"/>',
  )
  expect(xml).toContain(
    '<failure message="database:5432: expected connect &quot;refused&quot;, found &quot;open&quot;">',
  )
  expect(xml).toContain('<error message="lost">')
  expect(xml).toContain('<skipped message="waived until 2027-01-01: Accepted for this year.">')
  expect(xml).toContain('<skipped message="declared: no feed here">')
})

test('not evaluated without a declaration is an error, not a skip', () => {
  const xml = junit(
    run({ claims: [entry({ verdict: 'not-evaluated', reason: 'no feed here', observations: [] })] }),
  )
  expect(xml).toContain('errors="1" skipped="0"')
})

test('a survivor fails, a killed fault passes, an equivalent one is skipped', () => {
  const fault = (outcome: 'survived' | 'killed' | 'equivalent' | 'timeout') => ({
    id: outcome,
    title: 't',
    claims: ['ISO-01'],
    outcome,
    durationMs: 1,
  })
  const faults = (['survived', 'killed', 'equivalent', 'timeout'] as const).map(fault)
  const xml = junit(run({ claims: [], faults }))
  expect(xml).toContain('<testsuite name="faults" tests="4" failures="1" errors="1" skipped="1"')
})

test('a missed budget fails, an inconclusive one is an error', () => {
  const measures = (['fail', 'inconclusive', 'pass'] as const).map((verdict) => ({
    name: verdict,
    unit: 'ms',
    value: 1,
    verdict,
  }))
  expect(junit(run({ claims: [], measures }))).toContain(
    'name="measures" tests="3" failures="1" errors="1" skipped="0"',
  )
})

test('what a container answered cannot leave its text', () => {
  const xml = junit(run({ claims: [entry({ verdict: 'error', reason: hostile, observations: [] })] }))
  expect(xml).toContain('message="&lt;b&gt;&amp;&quot;]]&gt; @team | `x` \uFFFD[31m\uFFFD"')
})
