import { expect, test } from 'vitest'
import { figuresOf } from './figures.ts'

test.for([
  [[3], { median: 3, p95: 3, min: 3, max: 3, samples: 1 }],
  [[4, 1, 3, 2], { median: 2.5, p95: 4, min: 1, max: 4, samples: 4 }],
  [[5, 1, 4, 2, 3], { median: 3, p95: 5, min: 1, max: 5, samples: 5 }],
  [Array.from({ length: 40 }, (_, i) => i + 1), { median: 20.5, p95: 38, min: 1, max: 40, samples: 40 }],
] as const)('of %j', ([values, figures]) => {
  expect(figuresOf({ name: 'any', unit: 's', values })).toEqual(figures)
})

test('nothing measured is no figure', () => {
  expect(() => figuresOf({ name: 'gate', unit: 's', values: [] })).toThrow(
    'gate: expected measurements, found none',
  )
})
