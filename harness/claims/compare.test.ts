import { expect, test } from 'vitest'
import type { Json } from '../../reports/record/run.ts'
import { satisfies } from './compare.ts'

const pairs: [Json, Json, boolean][] = [
  ['refused', 'refused', true],
  ['refused', 'open', false],
  [1, '1', false],
  [null, null, true],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ oneOf: [200, 204] }, 204, true],
  [{ oneOf: [200, 204] }, 500, false],
  [{ oneOf: [] }, 200, false],
  [{ atMost: 5 }, 5, true],
  [{ atMost: 5 }, 6, false],
  [{ atMost: 5 }, null, false],
  [{ atLeast: 5 }, 5, true],
  [{ atLeast: 5 }, '9', false],
  [{ between: [1, 3] }, 3, true],
  [{ between: [1, 3] }, 4, false],
  [{ includes: 'TLS' }, 'TLSv1.3', true],
  [{ includes: 'ALL' }, ['ALL'], true],
  [{ includes: 'AL' }, ['ALL'], false],
  [{ includes: 'x' }, null, false],
  [{ matches: '^sha-[0-9a-f]+$' }, 'sha-12', true],
  [{ matches: '^sha' }, 'v1', false],
  [{ atMost: 5, unit: 's' }, { atMost: 5, unit: 's' }, true],
  [{ toString: 1 }, { toString: 1 }, true],
]

test.for(pairs)('%j and %j: %s', ([expected, actual, answer]) => {
  expect(satisfies(expected, actual)).toBe(answer)
})

const senseless: Json[] = [
  { oneOf: 'a' },
  { atMost: '5' },
  { between: [1] },
  { matches: 5 },
  { matches: '(' },
]

test.for(senseless)('%j makes no sense and throws', (expected) => {
  expect(() => satisfies(expected, 'x')).toThrow()
})
