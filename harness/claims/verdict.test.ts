import { expect, test } from 'vitest'
import { checkRun } from '../../reports/record/schema.ts'
import { type JudgeInput, judge } from './judge.ts'
import type { StaticResult } from './rules.ts'
import { blind, control, evidence, failed, input, merged, row } from './sample-claims.ts'
import { runOf } from './sample-run.ts'

const staticResult = (over: Partial<StaticResult> = {}): StaticResult => ({
  claim: 'ISO-01',
  examined: 1,
  observations: [evidence(), control()],
  durationMs: 1,
  ...over,
})
const staticInput = (result: StaticResult): JudgeInput =>
  input([], { expected: [{ claim: 'ISO-01', vantage: 'static' }], recorded: [], statics: [result] })
const gap = { reason: 'no feed here', expires: '2026-06-15' }
const missing = (unavailable?: string) =>
  row({ observations: [], notEvaluated: { reason: 'cannot see', ...(unavailable && { unavailable }) } })
const cut = { kind: 'truncated', worker: 'w1', detail: 'cut' } as const

const cases: [string, JudgeInput, string, number, RegExp?][] = [
  ['evidence and control, all ok', input([row()]), 'pass', 0],
  [
    'evidence and control in different rows',
    input([row({ observations: [evidence()] }), row({ row: 'b', observations: [control()] })]),
    'pass',
    0,
  ],
  ['one failed evidence', input([row({ observations: [evidence(), failed, control()] })]), 'fail', 1],
  ['failed evidence and a failed control', input([row({ observations: [failed, blind] })]), 'fail', 1],
  [
    'failed evidence and a throw',
    input([row({ observations: [failed], outcome: 'threw', error: 'x' })]),
    'fail',
    1,
    /threw/,
  ],
  ['one row of two fails', input([row(), row({ row: 'b', observations: [failed, control()] })]), 'fail', 1],
  [
    'a control that is not ok',
    input([row({ observations: [evidence(), blind] })]),
    'error',
    3,
    /control on edge:80/,
  ],
  ['no control', input([row({ observations: [evidence()] })]), 'error', 3, /no control/],
  ['no evidence', input([row({ observations: [control()] })]), 'error', 3, /no evidence/],
  [
    'a silent row beside a good one',
    input([row(), row({ row: 'b', observations: [] })]),
    'error',
    3,
    /without an observation: b/,
  ],
  ['a throw', input([row({ outcome: 'threw', error: 'deadline 5 s' })]), 'error', 3, /deadline 5 s/],
  ['nothing recorded', input([]), 'error', 3, /lost/],
  ['no record folder at all', input([], { recorded: [] }), 'error', 3, /lost/],
  [
    'damage that names the claim',
    input([], {
      recorded: [
        { vantage: 'ephemeral', merged: merged([row()], { irregularities: [{ ...cut, claim: 'ISO-02' }] }) },
      ],
    }),
    'error',
    3,
    /truncated/,
  ],
  [
    'damage in its worker',
    input([], { recorded: [{ vantage: 'ephemeral', merged: merged([row()], { irregularities: [cut] }) }] }),
    'error',
    3,
  ],
  [
    'damage in any worker, rows unplanned',
    input([], {
      recorded: [
        {
          vantage: 'ephemeral',
          merged: merged([row({ worker: 'w2' })], { irregularities: [cut], planned: false }),
        },
      ],
    }),
    'error',
    3,
  ],
  ['not evaluated, undeclared', input([missing()]), 'not-evaluated', 3, /cannot see/],
  ['not evaluated, unknown key', input([missing('feed')]), 'not-evaluated', 3, /not under unavailable/],
  ['not evaluated, a key of every object', input([missing('constructor')]), 'not-evaluated', 3],
  [
    'not evaluated, declared to its last day',
    input([missing('feed')], { unavailable: { feed: gap } }),
    'not-evaluated',
    0,
    /^declared: /,
  ],
  [
    'not evaluated, declared until yesterday',
    input([missing('feed')], { unavailable: { feed: { ...gap, expires: '2026-06-14' } } }),
    'not-evaluated',
    3,
  ],
  [
    'not evaluated on a stand-in',
    input([missing('stand-in:web')], { standIns: ['web'] }),
    'not-evaluated',
    0,
  ],
  ['not evaluated on a stand-in that did not run', input([missing('stand-in:web')]), 'not-evaluated', 3],
  ['one row not evaluated, the other passes', input([row(), { ...missing(), row: 'b' }]), 'not-evaluated', 3],
  [
    'one row not evaluated, the other fails',
    input([row({ observations: [failed] }), { ...missing(), row: 'b' }]),
    'fail',
    1,
  ],
  ['an id of no catalogue', input([row({ claim: 'ISO-99' })], { expected: [] }), 'error', 3, /in none/],
  [
    'a vantage its catalogue lacks',
    { ...input([]), expected: [], recorded: [{ vantage: 'live', merged: merged([row()]) }] },
    'error',
    3,
    /recorded at live/,
  ],
  ['static, examined and red on its bad sample', staticInput(staticResult()), 'pass', 0],
  ['static, nothing examined', staticInput(staticResult({ examined: 0, observations: [blind] })), 'error', 3],
  ['static, the rule threw', staticInput(staticResult({ error: 'no ports' })), 'error', 3, /no ports/],
]

test.for(cases)('%s', ([, given, verdict, code, reason]) => {
  const result = judge(given)
  expect(result.claims.map((entry) => entry.verdict)).toEqual([verdict])
  expect(result.exitCode).toBe(code)
  if (reason) expect(result.claims[0]?.reason).toMatch(reason)
  expect(checkRun(runOf(result))).toMatchObject({ kind: 'run' })
})
