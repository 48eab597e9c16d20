import { expect, test } from 'vitest'
import { line, runTiers, type Tier } from './tier.ts'

const job = (name: string, passed: number, failed: number, ran: string[]) => ({
  name,
  run: async () => {
    ran.push(name)
    return { passed, failed, skipped: 0 }
  },
})

test('all tiers run and are added up', async () => {
  const ran: string[] = []
  const tiers: Tier[] = [
    { name: 'one', jobs: [job('a', 2, 0, ran), job('b', 1, 0, ran)] },
    { name: 'two', jobs: [job('c', 4, 0, ran)] },
  ]
  expect(line(await runTiers(tiers, () => {}))).toBe('7 passed, 0 failed, 0 skipped')
  expect(ran).toEqual(['a', 'b', 'c'])
})

test('a red tier ends its own jobs and stops those after it', async () => {
  const ran: string[] = []
  const tiers: Tier[] = [
    { name: 'one', jobs: [job('a', 0, 1, ran), job('b', 1, 0, ran)] },
    { name: 'two', jobs: [job('c', 4, 0, ran)] },
  ]
  expect(line(await runTiers(tiers, () => {}))).toBe('1 passed, 1 failed, 0 skipped')
  expect(ran).toEqual(['a', 'b'])
})

test('a job that throws is a failure and says why', async () => {
  const said: string[] = []
  const broken = { name: 'a', run: () => Promise.reject(new Error('no such file')) }
  expect((await runTiers([{ name: 'one', jobs: [broken] }], (text) => said.push(text))).failed).toBe(1)
  expect(said.join('\n')).toContain('a: no such file')
})
