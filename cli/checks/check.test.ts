import { expect, test } from 'vitest'
import { type Check, runChecks } from './check.ts'

const passing: Check = { name: 'passes', run: async () => ({ passed: true, output: '1 file' }) }
const broken: Check = { name: 'breaks', run: () => Promise.reject(new Error('no such folder')) }

test('a check that cannot look has failed', async () => {
  const [result] = await runChecks([broken], '/')
  expect(result).toMatchObject({ name: 'breaks', passed: false, output: 'no such folder' })
})

test('results keep the order of the checks', async () => {
  const results = await runChecks([passing, broken, { ...passing, name: 'last' }], '/')
  expect(results.map(({ name }) => name)).toEqual(['passes', 'breaks', 'last'])
})

test('each result is told as it ends', async () => {
  const told: string[] = []
  await runChecks([passing, broken], '/', ({ name }) => told.push(name))
  expect(told.toSorted()).toEqual(['breaks', 'passes'])
})
