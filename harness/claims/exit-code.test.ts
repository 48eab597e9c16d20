import { expect, test } from 'vitest'
import type { ClaimEntry, FaultEntry, FaultOutcome, Measure, Verdict } from '../../reports/record/run.ts'
import { exitCode, type Outcome } from './exit-code.ts'

const claim = (verdict: Verdict, reason?: string): ClaimEntry => ({
  id: 'ISO-01',
  title: 'The database answers nobody but its clients',
  area: 'isolation',
  severity: 'high',
  vantage: 'static',
  verdict,
  ...(reason && { reason }),
  durationMs: 0,
  observations: [],
})
const fault = (outcome: FaultOutcome): FaultEntry => ({
  id: 'f',
  title: 't',
  claims: ['ISO-01'],
  outcome,
  durationMs: 0,
})
const measure = (verdict: NonNullable<Measure['verdict']>): Measure => ({
  name: 'p95',
  unit: 'ms',
  value: 1,
  verdict,
})
const run = (over: Partial<Outcome>): Outcome => ({
  wrong: false,
  interrupted: false,
  claims: [claim('pass')],
  faults: [],
  measures: [],
  ...over,
})
const all = [claim('fail'), claim('error')]

const order: [string, Outcome, number][] = [
  ['wrong before all', run({ wrong: true, interrupted: true, claims: all }), 2],
  ['interrupted before red', run({ interrupted: true, claims: all }), 130],
  ['failed before unknown', run({ claims: all }), 1],
  ['a survivor', run({ faults: [fault('survived')] }), 1],
  ['a survivor before an error', run({ claims: [claim('error')], faults: [fault('survived')] }), 1],
  ['a missed budget', run({ measures: [measure('fail')] }), 1],
  ['error', run({ claims: [claim('pass'), claim('error')] }), 3],
  ['not evaluated', run({ claims: [claim('not-evaluated', 'no feed')] }), 3],
  ['inconclusive', run({ measures: [measure('inconclusive')] }), 3],
  ['a fault timed out', run({ faults: [fault('timeout')] }), 3],
  ['a fault broke down', run({ faults: [fault('error')] }), 3],
  ['nothing tried', run({ claims: [] }), 3],
  ['declared not evaluated', run({ claims: [claim('not-evaluated', 'declared: no feed')] }), 0],
  ['waived', run({ claims: [claim('waived')] }), 0],
  ['killed and equivalent', run({ faults: [fault('killed'), fault('equivalent')] }), 0],
  ['all passed', run({}), 0],
]

test.for(order)('%s', ([, given, code]) => {
  expect(exitCode(given)).toBe(code)
})
