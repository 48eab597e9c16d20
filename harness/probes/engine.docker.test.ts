import { afterAll, beforeAll, expect, test } from 'vitest'
import { factsOf } from './container-facts.ts'
import { docker } from './docker.ts'
import { exec, shell } from './exec.ts'
import { type Ground, openGround } from './ground.ts'
import { inspectProject } from './inspect.ts'
import { logsOf } from './logs.ts'
import { inspectNetwork } from './networks.ts'

let ground: Ground
let network: string
let running: string
let ended: string

beforeAll(async () => {
  ground = await openGround()
  network = await ground.network('inner', { internal: true, masquerade: false })
  running = await ground.container(network)
  ended = await ground.container(network, {
    command: ['sh', '-c', 'echo one; echo two >&2; echo three; exit 7'],
  })
  await (await docker()).getContainer(ended).wait()
})

afterAll(() => ground[Symbol.asyncDispose]())

test('a project is inspected with its exited containers', async () => {
  const facts = (await inspectProject(ground.runId)).map(factsOf)
  const { id, internal, masquerades } = await inspectNetwork(network)
  expect({ internal, masquerades }).toEqual({ internal: true, masquerades: false })
  expect(facts.find(({ id }) => id === ended)).toMatchObject({ state: 'exited', exitCode: 7, pid: 0 })
  expect(facts.find(({ id }) => id === running)).toMatchObject({
    state: 'running',
    health: 'none',
    networks: [{ name: network, id }],
    privileged: false,
    limits: { memory: 0, pids: 0 },
  })
})

test('logs are whole, cut to the last lines, or since a moment', async () => {
  const whole = await logsOf(ended)
  expect(whole.split('\n').filter(Boolean).sort()).toEqual(['one', 'three', 'two'])
  expect((await logsOf(ended, { tail: 1 })).split('\n').filter(Boolean)).toHaveLength(1)
  expect(await logsOf(ended, { since: new Date(Date.now() + 60_000) })).toBe('')
})

test('a command gives both outputs and its exit code, and reads its input', async () => {
  const ran = await shell(running, 'read line; echo "out $line"; echo err >&2; exit 3', { input: 'word\n' })
  expect(ran).toEqual({ exitCode: 3, stdout: 'out word\n', stderr: 'err\n' })
  expect((await exec(running, ['id', '-u'], { user: '1000' })).stdout).toBe('1000\n')
})

test('a command that outlives its deadline is an error', async () => {
  await expect(exec(running, ['sleep', '60'], { deadlineMs: 500 })).rejects.toThrow(/within 500 ms/)
})

test('a command in a container that does not run is an error', async () => {
  await expect(exec(ended, ['true'])).rejects.toThrow(/not running/)
})
