import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { until } from '../../harness/stack/until.ts'
import { type Call, patienceMs, startCall, weatherConfig } from './call.ts'
import { heldByEngine, remainsOf } from './remains.ts'

const words = ['gate', '--only', 'CFG-02,HLT-02', '--config', weatherConfig('small')]

/** As a terminal does: the whole process group gets it. */
const ctrlC = (call: Call) => process.kill(-call.pid, 'SIGINT')

/** Waits until the engine holds so many things of a run, and gives how many it holds. */
async function holding(run: string, wanted: (count: number) => boolean): Promise<number> {
  const look = async () => (await heldByEngine(run)).length
  return until({ what: `things of run ${run}`, look, done: wanted, deadlineMs: patienceMs, everyMs: 50 })
}

const moments: [when: string, reached: (call: Call, run: string) => Promise<unknown>][] = [
  ['images', (call) => call.saying('❯ Images')],
  ['the stack', (_, run) => holding(run, (count) => count > 4)],
  ['claims', (call) => call.saying('❯ that read')],
]

test.concurrent.for(moments)('Ctrl-C during %s: exit 130, nothing left', async ([, reached]) => {
  await using call = await startCall(words)
  const run = await call.opened()
  await reached(call, run)
  ctrlC(call)
  expect(await call.ended).toMatchObject({ exitCode: 130, told: 'error: interrupted by SIGINT' })
  expect(await remainsOf(run)).toEqual([])
  expect(await readdir(call.out)).toEqual([])
})

test.concurrent('a second Ctrl-C while it tidies up leaves nothing either', async () => {
  await using call = await startCall(words)
  const run = await call.opened()
  await call.saying('❯ that read')
  const before = await holding(run, (count) => count > 4)
  ctrlC(call)
  await holding(run, (count) => count < before)
  ctrlC(call)
  expect(await call.ended).toMatchObject({ exitCode: 130 })
  expect(await remainsOf(run)).toEqual([])
})

test.concurrent('TERM to the command alone ends what it started as well', async () => {
  // One that stands at once may have ended before it is asked to.
  await using call = await startCall(['up', '--config', weatherConfig('slow')])
  const run = await call.opened()
  await holding(run, (count) => count > 4)
  process.kill(call.pid, 'SIGTERM')
  expect(await call.ended).toMatchObject({ exitCode: 130, told: 'error: interrupted by SIGTERM' })
  expect(await remainsOf(run)).toEqual([])
})
