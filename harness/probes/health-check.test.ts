import { expect, test } from 'vitest'
import { checkPasses, failedChecks } from './health-check.ts'

const checks = [
  { startedMs: 1000, exitCode: 1 },
  { startedMs: 2000, exitCode: 0 },
  { startedMs: 3000, exitCode: 7 },
]

test('failed checks are counted from a moment on', () => {
  expect(failedChecks({ checks })).toBe(2)
  expect(failedChecks({ checks }, 2500)).toBe(1)
  expect(failedChecks({ checks }, 3001)).toBe(0)
})

test('a container without a check, or that does not run, does not pass', async () => {
  expect(await checkPasses({ id: 'none', state: 'running', healthCheck: [] })).toBe(false)
  expect(await checkPasses({ id: 'none', state: 'running', healthCheck: ['NONE'] })).toBe(false)
  expect(await checkPasses({ id: 'none', state: 'exited', healthCheck: ['CMD', 'true'] })).toBe(false)
})
