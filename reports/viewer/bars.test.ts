import { expect, test } from 'vitest'
import { entry, observation, run } from '../render/sample-run.ts'
import { barsOf } from './bars.ts'

const at = (second: number) => `2026-06-15T10:00:${String(second).padStart(2, '0')}.000Z`

test('a claim ends with its last observation and began its own length before', () => {
  const claims = [
    entry({
      durationMs: 4000,
      observations: [observation({ at: at(9) }), observation({ at: at(10) }), observation()],
    }),
  ]
  expect(barsOf(run({ claims }))).toEqual([
    { kind: 'phase', name: 'raise', fromMs: 0, toMs: 12_300 },
    { kind: 'claim', name: 'ISO-01', fromMs: 6000, toMs: 10_000 },
  ])
})

test('the longest are kept, in the order in which they began; those without a time have no bar', () => {
  const claims = Array.from({ length: 40 }, (_, index) =>
    entry({
      id: `ISO-${index}`,
      durationMs: 1000 + index,
      observations: [observation({ at: at(59 - index) })],
    }),
  )
  const bars = barsOf(run({ claims: [...claims, entry()] })).filter(({ kind }) => kind === 'claim')
  expect(bars).toHaveLength(30)
  expect(bars[0]?.name).toBe('ISO-39')
  expect(bars.map(({ name }) => name)).not.toContain('ISO-01')
})

test('one phase per claim would tell the same twice', () => {
  const given = run({ claims: [] })
  const phases = [
    { name: 'stack', durationMs: 1 },
    { name: 'claim EDGE-11', durationMs: 2 },
  ]
  expect(barsOf({ ...given, run: { ...given.run, phases } }).map(({ name }) => name)).toEqual(['stack'])
})
