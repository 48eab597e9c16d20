import { expect, test } from 'vitest'
import { amount, atLeast, present } from './doctor/component.ts'
import { table } from './doctor.ts'

test.for([
  ['v24.1.0', true],
  ['v20.20.2', false],
  [undefined, false],
] as const)('Node %s is new enough: %s', ([answer, ok]) => {
  expect(atLeast('Node', '24.0', answer)).toMatchObject({ ok, needed: '24.0 or newer' })
})

test('2.9 is older than 2.20', () => {
  expect(atLeast('Compose', '2.20', '2.9.0').ok).toBe(false)
})

test('the way to get a component stands beside what is missing only', () => {
  const rows = [present('BuildKit', 'any', 'built in', 'apt'), amount('cores', 2, 1, ['cores', 'rent more'])]
  expect(table(rows).split('\n')).toEqual([
    '         component  needed   found     how to get it',
    'ok       BuildKit   any      built in',
    'MISSING  cores      2 cores  1 cores   rent more',
  ])
})
