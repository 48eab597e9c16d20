import { expect, test } from 'vitest'
import type { ClaimEntry, Observation, Verdict } from '../../reports/record/run.ts'
import { type Attempt, judgeFault, judgeGenerated } from './kill.ts'

const observation = (subject: string, ok: boolean): Observation => ({
  ...{ role: 'evidence', from: 'inside web', property: 'TCP connect', expected: 'refused' },
  ...{ subject, actual: ok ? 'refused' : 'answered', ok },
})

const entry = (id: string, verdict: Verdict, subject = 'database'): ClaimEntry => ({
  ...{ id, title: 'a claim', area: 'isolation', severity: 'high', vantage: 'ephemeral', durationMs: 1 },
  verdict,
  observations: [observation(subject, verdict !== 'fail')],
})

const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  fault: { id: 'isolation-x', title: 'x', claims: ['ISO-01'] },
  before: [entry('ISO-01', 'pass'), entry('ISO-02', 'pass')],
  broken: [entry('ISO-01', 'fail'), entry('ISO-02', 'pass')],
  reverted: [entry('ISO-01', 'pass')],
  subjects: ['db', 'database'],
  durationMs: 5,
  ...more,
})

const blinding = { id: 'isolation-x', title: 'x', claims: ['ISO-01'], blinds: ['ISO-02'] }

const rows: [string, Partial<Attempt>, string][] = [
  ['fail on the faulted subject, the rest as before, green again', {}, 'killed'],
  ['the named claim stays green', { broken: [entry('ISO-01', 'pass')] }, 'survived'],
  ['the named claim errs instead of failing', { broken: [entry('ISO-01', 'error')] }, 'survived'],
  ['the named claim is lost', { broken: [] }, 'survived'],
  ['it fails on another subject', { broken: [entry('ISO-01', 'fail', 'cache')] }, 'survived'],
  [
    'a claim that is not named turns',
    { broken: [entry('ISO-01', 'fail'), entry('ISO-02', 'error')] },
    'survived',
  ],
  [
    'a claim that it blinds errs',
    { fault: blinding, broken: [entry('ISO-01', 'fail'), entry('ISO-02', 'error')] },
    'killed',
  ],
  [
    'a claim that it blinds fails',
    { fault: blinding, broken: [entry('ISO-01', 'fail'), entry('ISO-02', 'fail')] },
    'killed',
  ],
  [
    'the named claim is blinded too',
    { fault: { ...blinding, blinds: ['ISO-01'] }, broken: [entry('ISO-01', 'error')] },
    'survived',
  ],
  ['it was not green before', { before: [entry('ISO-01', 'fail')] }, 'error'],
  ['nothing is known of it before', { before: [] }, 'error'],
  ['it stays red after the revert', { reverted: [entry('ISO-01', 'fail')] }, 'error'],
  ['it is lost after the revert', { reverted: [] }, 'error'],
]

test.for(rows)('%s', ([, more, outcome]) => {
  expect(judgeFault(attempt(more)).outcome).toBe(outcome)
})

test.for([
  ['any claim fails on what was changed', {}, 'killed'],
  ['none does', { broken: [entry('ISO-01', 'pass'), entry('ISO-02', 'error')] }, 'survived'],
  ['one fails on something else', { broken: [entry('ISO-01', 'fail', 'cache')] }, 'survived'],
  ['one fails that was not green before', { before: [entry('ISO-01', 'fail')] }, 'survived'],
  ['one that was green is not after the revert', { reverted: [entry('ISO-01', 'fail')] }, 'error'],
] as const)('a generated fault: %s', ([, more, outcome]) => {
  expect(judgeGenerated(attempt(more as Partial<Attempt>))).toMatchObject({ outcome, kind: 'generated' })
})

test('a killed fault tells what killed it', () => {
  const { by, reason } = judgeFault(attempt())
  expect(by).toEqual(['ISO-01'])
  expect(reason).toBe('ISO-01 database: TCP connect expected "refused", found "answered"')
})

test('a claim that is disturbed is named, with what it saw', () => {
  const broken = [entry('ISO-01', 'fail'), entry('ISO-02', 'fail', 'web')]
  const judged = judgeFault(attempt({ broken }))
  expect(judged.disturbed).toEqual(['ISO-02'])
  expect(judged.reason).toContain('ISO-02 fail (web: TCP connect expected "refused", found "answered")')
})
