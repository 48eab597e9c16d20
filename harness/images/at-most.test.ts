import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'

test('two of four jobs run at the same time, the rest follow in order', async () => {
  const limit = atMost(2)
  const jobs = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const started: number[] = []
  const running = jobs.map((job, index) =>
    limit(() => {
      started.push(index)
      return job.promise
    }),
  )
  expect(started).toEqual([])
  await Promise.resolve()
  expect(started).toEqual([0, 1])
  jobs[1]?.resolve()
  await running[1]
  await Promise.resolve()
  expect(started).toEqual([0, 1, 2])
  for (const job of jobs) job.resolve()
  await Promise.all(running)
  expect(started).toEqual([0, 1, 2, 3])
})

test('a job that fails makes room for the next', async () => {
  const limit = atMost(1)
  const failing = limit(() => Promise.reject(new Error('no')))
  const next = limit(() => Promise.resolve('yes'))
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})
