import { expect, test } from 'vitest'
import type { Run } from '../record/run.ts'
import { changesBetween } from './changes.ts'
import { changesText } from './changes-text.ts'
import { entry, run } from './sample-run.ts'

const timed = (ms: number, phases: Run['run']['phases'] = []): Run => {
  const given = run({ claims: [], fidelity: [] })
  const finishedAt = new Date(Date.parse(given.run.startedAt) + ms).toISOString()
  return { ...given, run: { ...given.run, finishedAt, phases } }
}

test('of the same run nothing has changed', () => {
  const changes = changesBetween(run({ claims: [entry()] }), run({ claims: [entry()] }))
  expect(changes).toMatchObject({ verdicts: [], drifts: [], fidelity: { came: [], went: [] }, durations: [] })
  expect(changesText(changes)).toContain('nothing has changed')
})

test('verdicts that turned, claims that came and went, each at its vantage', () => {
  const before = run({ claims: [entry(), entry({ id: 'ISO-02' })] })
  const after = run({
    claims: [entry({ verdict: 'fail' }), entry({ vantage: 'static' })],
  })
  expect(changesBetween(before, after).verdicts).toMatchObject([
    { id: 'ISO-01', vantage: 'ephemeral', before: 'pass', after: 'fail' },
    { id: 'ISO-01', vantage: 'static', after: 'pass' },
    { id: 'ISO-02', vantage: 'ephemeral', before: 'pass' },
  ])
  expect(changesText(changesBetween(before, after))).toContain(
    'ISO-01 The database answers nobody but its own clients (ephemeral): pass → fail',
  )
})

test('a claim that passes at one vantage and fails at another is a drift', () => {
  const after = run({ claims: [entry({ vantage: 'static' }), entry({ vantage: 'live', verdict: 'fail' })] })
  expect(changesBetween(after, after).drifts).toMatchObject([
    { id: 'ISO-01', passes: ['static'], fails: ['live'] },
  ])
})

test('what began or ceased to run otherwise than declared', () => {
  const [none, some] = [run({ fidelity: [] }), run()]
  expect(changesBetween(none, some).fidelity).toMatchObject({ came: [{ subject: 'edge' }], went: [] })
  expect(changesBetween(some, none).fidelity).toMatchObject({ came: [], went: [{ subject: 'edge' }] })
})

test.for([
  [60_000, 90_000, true],
  [90_000, 60_000, true],
  [60_000, 65_000, false],
  [100, 900, false],
] as const)('from %i to %i ms: told is %s', ([before, after, told]) => {
  const { durations } = changesBetween(timed(before), timed(after))
  expect(durations).toEqual(told ? [{ name: 'the whole run', beforeMs: before, afterMs: after }] : [])
})

test('a phase that is in one run alone has no length to compare', () => {
  const phases = [{ name: 'stack', durationMs: 9000 }]
  expect(changesBetween(timed(1000), timed(1000, phases)).durations).toEqual([])
  expect(
    changesBetween(timed(1000, [{ name: 'stack', durationMs: 1000 }]), timed(1000, phases)).durations,
  ).toEqual([{ name: 'stack', beforeMs: 1000, afterMs: 9000 }])
})
