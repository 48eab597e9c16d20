import { mkdtempDisposable, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sweep } from '../../harness/stack/sweep.ts'
import { until } from '../../harness/stack/until.ts'
import type { Run } from '../../reports/record/run.ts'
import { type Call, callAndWait, patienceMs, startCall, weatherConfig } from './call.ts'
import { heldByEngine, remainsOf } from './remains.ts'

/** Claims that hold on the small stack: of the one area who reaches whom, of the other how things run. */
const gate = (only: string) => startCall(['gate', '--only', only, '--config', weatherConfig('small')])

test('two gates at once do not meet: both are green, each takes its own away', async () => {
  await using one = await gate('ISO-02,ISO-03,ISO-04,ISO-05,ISO-06,ISO-07')
  await using other = await gate('config')
  const runs = await Promise.all([one.opened(), other.opened()])
  await until({
    what: 'both stacks up at the same time',
    look: async () => Promise.all(runs.map(async (run) => (await heldByEngine(run)).length)),
    done: (counts) => counts.every((count) => count > 4),
    deadlineMs: patienceMs,
  })
  for (const call of [one, other]) {
    const { exitCode, stdout } = await call.ended
    expect(exitCode, stdout).toBe(0)
    expect((await recordOf(call)).totals).toMatchObject({ fail: 0, error: 0, notEvaluated: 0 })
  }
  expect(new Set(runs).size).toBe(2)
  for (const run of runs) expect(await remainsOf(run)).toEqual([])
})

test('what `up` raised stays when another run sweeps, with its cache or with one of its own', async () => {
  await using up = await startCall(['up', '--config', weatherConfig('small')])
  const run = await up.opened()
  await using _undo = { [Symbol.asyncDispose]: async () => void (await sweep({ run })) }
  expect(await up.ended).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('./stackproof down') })
  const standing = await heldByEngine(run)
  expect(standing.length).toBeGreaterThan(4)
  await using cache = await mkdtempDisposable(join(tmpdir(), 'stackproof-cache-'))
  for (const env of [{}, { XDG_CACHE_HOME: cache.path }]) {
    const { told } = await callAndWait(['gate', '--config', weatherConfig('absent-service')], env)
    expect(told).toContain('error: ')
    expect(await heldByEngine(run)).toEqual(standing)
  }
})

async function recordOf({ out }: Call): Promise<Run> {
  const [run = ''] = await readdir(out)
  return JSON.parse(await readFile(join(out, run, 'run.json'), 'utf8'))
}
