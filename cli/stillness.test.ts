import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStillness } from './stillness.ts'

test('what moves goes side by side, what needs stillness waits for it and lets none in beside it', async () => {
  const { whileMoving, whileStill } = openStillness(2)
  const told: string[] = []
  const work = (name: string) => async () => {
    told.push(`${name} begins`)
    await setImmediate()
    told.push(`${name} ends`)
  }
  await Promise.all([
    whileMoving(work('one')),
    whileMoving(work('two')),
    whileStill(work('browser')),
    whileMoving(work('three')),
  ])
  expect(told).toEqual([
    'one begins',
    'two begins',
    'one ends',
    'two ends',
    'browser begins',
    'browser ends',
    'three begins',
    'three ends',
  ])
})
