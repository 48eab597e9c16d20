import { expect, test } from 'vitest'
import type { FaultEntry, FaultOutcome } from '../../reports/record/run.ts'
import { judge } from './judge.ts'
import { control, failed, input, row, waiver } from './sample-claims.ts'
import { tallyOf } from './totals.ts'

const fault = (outcome: FaultOutcome): FaultEntry => ({
  id: outcome,
  title: 't',
  claims: ['ISO-02'],
  outcome,
  durationMs: 0,
})
const faults = (['killed', 'killed', 'survived', 'timeout', 'equivalent'] as const).map(fault)

test('detection leaves out the equivalent ones', () => {
  expect(judge(input([row()], { faults })).totals.detection).toBe(0.5)
})

test('without a fault there is no detection', () => {
  expect(judge(input([row()])).totals).not.toHaveProperty('detection')
})

test('the tally counts faults and claims', () => {
  const { claims } = judge(input([row()]))
  expect(tallyOf(claims, faults)).toEqual({ passed: 3, failed: 2, skipped: 0 })
})

test('waived and declared not evaluated are skipped, undeclared is failed', () => {
  const red = judge(input([row({ observations: [failed, control()] })], { waivers: [waiver()] })).claims
  const gap = row({ observations: [], notEvaluated: { reason: 'no feed', unavailable: 'feed' } })
  const declared = judge(
    input([gap], { unavailable: { feed: { reason: 'none', expires: '2027-01-01' } } }),
  ).claims
  const undeclared = judge(input([gap])).claims
  expect(tallyOf([...red, ...declared, ...undeclared], [])).toEqual({ passed: 0, failed: 1, skipped: 2 })
})
