import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Arguments } from './arguments.ts'
import { chooseFaults, fitting } from './choose-faults.ts'
import { openCall, projectRoot } from './open-call.ts'

const open = (config?: string) => {
  const call: Arguments = {
    ...{ command: 'faults', config, json: false, only: [], out: undefined, yes: false, noInstall: false },
    operand: undefined,
    own: {},
  }
  return openCall(call, 'faults', [])
}

test('every fault fits the bundled stack', async () => {
  const all = chooseFaults([])
  expect(fitting(all, await open())).toEqual(all)
})

test('a stack without a cache and without limits is tried with what it has', async () => {
  const other = join(projectRoot, 'fixtures/data/stacks/other/stackproof.config.ts')
  const ids = fitting(chooseFaults([]), await open(other)).map(({ id }) => id)
  expect(ids).toContain('config-api-memory-unlimited')
  expect(ids).toContain('isolation-edge-published-on-ipv6')
  expect(ids.filter((id) => /cache|worker|limit-removed|superuser/.test(id))).toEqual([])
})

test('a word that no fault has is told with what is near', () => {
  expect(() => chooseFaults(['EDGE-99'])).toThrow('found EDGE-99 (near: ')
  expect(chooseFaults(['generated'])).toEqual([])
})
