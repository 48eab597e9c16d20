import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const known = ['gate', 'faults', 'doctor', 'up', 'down']

test.for([
  ['gaet', 'gate'],
  ['fault', 'faults'],
  ['docter', 'doctor'],
  ['u', 'up'],
  ['downn', 'down'],
  ['smoke', undefined],
  ['', undefined],
] as const)('%s is nearest to %s', ([typed, word]) => {
  expect(nearest(typed, known)).toBe(word)
})
