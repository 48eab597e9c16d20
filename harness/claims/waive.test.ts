import { expect, test } from 'vitest'
import { type JudgeInput, judge } from './judge.ts'
import { blind, control, evidence, failed, input, merged, row, waiver } from './sample-claims.ts'

const red = row({ observations: [failed, control()] })
const other = evidence({ subject: 'cache:6379', actual: 'open', ok: false })
const twoSubjects = row({ observations: [failed, other, control()] })
const waived = (over: Parameters<typeof waiver>[0] = {}) => ({ waivers: [waiver(over)] })
const lost = { waivers: [waiver({ subject: '*' })] }
const damaged = (): JudgeInput['recorded'] => [
  {
    vantage: 'ephemeral',
    merged: merged([red], { irregularities: [{ kind: 'truncated', worker: 'w1', detail: 'cut' }] }),
  },
]

const cases: [string, JudgeInput, string[], number][] = [
  ['its only failing subject, last day', input([red], waived()), ['waived'], 0],
  ['any subject', input([red], waived({ subject: '*' })), ['waived'], 0],
  ['one of two failing subjects', input([twoSubjects], waived()), ['fail'], 1],
  [
    'both failing subjects by two waivers',
    input([twoSubjects], { waivers: [waiver(), waiver({ subject: 'cache:6379' })] }),
    ['waived'],
    0,
  ],
  ['expired yesterday', input([red], waived({ expires: '2026-06-14' })), ['fail'], 1],
  ['expired, on a claim that passes', input([row()], waived({ expires: '2026-06-14' })), ['pass', 'fail'], 1],
  [
    'expired, on a claim that errs',
    input([row({ observations: [] })], waived({ expires: '2026-06-14' })),
    ['error', 'fail'],
    1,
  ],
  ['a claim that passes', input([row()], waived()), ['pass', 'fail'], 1],
  ['any subject of a claim that passes', input([row()], waived({ subject: '*' })), ['pass', 'fail'], 1],
  ['another subject', input([red], waived({ subject: 'edge:80' })), ['fail', 'fail'], 1],
  ['a claim of no catalogue', input([row()], waived({ claim: 'ISO-99' })), ['pass', 'fail'], 1],
  ['a claim that this run does not try', input([row()], waived({ claim: 'DATA-01' })), ['pass'], 0],
  [
    'a control that is not ok',
    input([row({ observations: [evidence(), blind] })], waived({ subject: 'edge:80' })),
    ['waived'],
    0,
  ],
  ['a row that threw after its failure', input([{ ...red, outcome: 'threw' }], waived()), ['fail'], 1],
  [
    'a row that threw, by any subject',
    input([{ ...red, outcome: 'threw' }], waived({ subject: '*' })),
    ['waived'],
    0,
  ],
  ['a lost claim', input([], lost), ['error'], 3],
  ['no control', input([row({ observations: [evidence()] })], lost), ['error'], 3],
  ['a failure in a damaged record', input([], { ...lost, recorded: damaged() }), ['fail'], 1],
  [
    'not evaluated',
    input([row({ observations: [], notEvaluated: { reason: 'no feed' } })], waived({ subject: '*' })),
    ['waived'],
    0,
  ],
]

test.for(cases)('waiver on %s', ([, given, verdicts, code]) => {
  const result = judge(given)
  expect(result.claims.map(({ verdict }) => verdict)).toEqual(verdicts)
  expect(result.exitCode).toBe(code)
})

test('a waived entry keeps the verdict beneath and says who accepted what', () => {
  const [entry] = judge(input([red], waived())).claims
  expect(entry).toMatchObject({
    underlying: 'fail',
    waiver: { subject: 'database:5432', expires: '2026-06-15' },
  })
})

test('an expired waiver stands on the failed entry with its day', () => {
  const [entry] = judge(input([red], waived({ expires: '2026-06-14' }))).claims
  expect(entry?.reason).toContain('waiver for database:5432 expired on 2026-06-14')
})

test('a waiver that matches nothing is reported by name', () => {
  const last = judge(input([row()], waived())).claims.at(-1)
  expect(last?.observations[0]?.subject).toBe('waiver of ISO-02 for database:5432')
})
