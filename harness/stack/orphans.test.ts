import { execa } from 'execa'
import { expect, test } from 'vitest'
import { killOrphans, runVariable } from './orphans.ts'

const waiting = (run: string) =>
  execa('sleep', ['60'], { env: { [runVariable]: run }, reject: false, detached: true })

test('what a run started ends; what another started goes on', async () => {
  const [ours, theirs] = [waiting('00000001'), waiting('00000002')]
  expect(await killOrphans(['00000001'])).toBe(1)
  expect(await ours).toMatchObject({ signal: 'SIGKILL' })
  expect(theirs.kill('SIGTERM')).toBe(true)
  expect(await theirs).toMatchObject({ signal: 'SIGTERM' })
})

test('no run, no search', async () => {
  expect(await killOrphans([])).toBe(0)
})
