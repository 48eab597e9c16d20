import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareImages } from '../../harness/images/prepare.ts'
import { runVariable } from '../../harness/stack/orphans.ts'
import { cacheFolder } from '../../harness/stack/place.ts'
import { projectRoot } from '../open-call.ts'
import { type Bystander, placeBystander } from './bystander.ts'
import { callAndWait, startCall, weatherConfig } from './call.ts'
import { seededMoments, seedOf } from './moments.ts'
import { remainsOf } from './remains.ts'

const seed = seedOf(process.env.STACKPROOF_SEED)
const moments = seededMoments(seed, Number(process.env.STACKPROOF_KILLS ?? 5))
console.log(`killed at ${moments.length} moments of seed ${seed}; again with STACKPROOF_SEED=${seed}`)

const words = ['gate', '--only', 'CFG-02', '--config', weatherConfig('small')]
let bystander: Bystander
let untouched: string
let killed = ''

beforeAll(async () => {
  const images = await prepareImages({ root: projectRoot })
  bystander = await placeBystander(images.kit?.reference ?? '')
  untouched = await bystander.look()
})

afterAll(() => bystander[Symbol.asyncDispose]())

test.for(moments)(
  'kill -9 while $name: the run after it sweeps that and nothing else',
  async ({ reached }) => {
    await using call = await startCall(words)
    const run = await call.opened()
    if (killed !== '') expect(await remainsOf(killed)).toEqual([])
    await reached(call, run)
    process.kill(call.pid, 'SIGKILL')
    await call.ended
    expect(await remainsOf(run)).toContain(`file ${run}.lock`)
    expect(await bystander.look()).toBe(untouched)
    killed = run
  },
)

test('a program that a dead run has left running ends, folder and all', async () => {
  const run = randomBytes(4).toString('hex')
  await mkdir(cacheFolder('runs', run, 'readers'), { recursive: true })
  const program = execa('sleep', ['30'], { env: { [runVariable]: run }, detached: true, reject: false })
  expect(await remainsOf(run)).toHaveLength(2)
  await callAndWait(['gate', '--config', weatherConfig('absent-service')])
  expect(await program).toMatchObject({ signal: 'SIGKILL' })
  expect(await remainsOf(run)).toEqual([])
})

test('an image that Compose built for a dead run goes', async () => {
  const run = randomBytes(4).toString('hex')
  const label = `LABEL com.docker.compose.project=stackproof-${run}-gate`
  const image = ['image', 'import', '--change', label, '-', `stackproof-${run}-gate-back`]
  await execa('docker', image, { input: Buffer.alloc(1024) })
  expect(await remainsOf(run)).toEqual([`image stackproof-${run}-gate-back:latest`])
  await callAndWait(['gate', '--config', weatherConfig('absent-service')])
  expect(await remainsOf(run)).toEqual([])
})

test('the run after the last is whole and green, and nobody else was touched', async () => {
  await using call = await startCall(words)
  const run = await call.opened()
  expect(await remainsOf(killed)).toEqual([])
  const { exitCode, stdout } = await call.ended
  expect(exitCode, stdout).toBe(0)
  expect(await remainsOf(run)).toEqual([])
  expect(await bystander.look()).toBe(untouched)
})
