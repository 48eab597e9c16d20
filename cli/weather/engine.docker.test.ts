import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../harness/stack/ports.ts'
import { checkRun } from '../../reports/record/schema.ts'
import { callAndWait, startCall, weatherConfig } from './call.ts'
import { locksOf, remainsOf } from './remains.ts'

const gate = (config: string, claim = 'CFG-02') => [
  'gate',
  '--only',
  claim,
  '--config',
  weatherConfig(config),
]
const deadSocket = 'unix:///nonexistent/stackproof-weather.sock'

test.concurrent.for([['gate'], ['up'], ['faults'], ['down'], ['clean']])(
  'without a daemon %s says so at once, exit 3',
  async ([command = '']) => {
    const found = await callAndWait([command], { DOCKER_HOST: deadSocket })
    expect(found.told).toMatch(
      /^error: DOCKER_HOST unix:.*\.sock: expected a daemon that answers, found none: /,
    )
    expect(found.told).toMatch(
      /\nnext: start it, or let DOCKER_HOST name one that runs; see \.\/stackproof doctor$/,
    )
    expect(found.exitCode).toBe(3)
    expect(found.seconds).toBeLessThan(30)
  },
)

test.concurrent('without a daemon no folder is made and no lock is kept', async () => {
  await using call = await startCall(gate('small'), { DOCKER_HOST: deadSocket })
  await call.ended
  expect(call.runs()).toEqual([])
  expect(await locksOf(call.pid)).toEqual([])
})

test.concurrent('a service that never gets healthy: exit 3, its last lines, evidence before it goes', async () => {
  await using call = await startCall(gate('sick'))
  const { exitCode, told } = await call.ended
  const [run = ''] = call.runs()
  expect(told).toContain('expected every service healthy, found\nback is running unhealthy (exit code 0)')
  expect(told).toContain('| ledger: cannot be opened with «masked:')
  expect(exitCode).toBe(3)
  const evidence = await evidenceOf(call.out)
  expect(told).toContain(
    `read the lines above, then logs, inspect, networks and config in ${evidence.folder}`,
  )
  expect(evidence.read['compose.log']).toContain('ledger: cannot be opened with «masked:')
  expect(JSON.parse(evidence.read['inspect.json'] ?? '')).toContainEqual(unhealthy('back'))
  expect(JSON.parse(evidence.read['networks.json'] ?? '')).toHaveLength(2)
  expect(JSON.parse(evidence.read['config.json'] ?? '')).toHaveProperty('services.back')
  expect(JSON.parse(evidence.read['ps.json'] ?? '')).toHaveLength(2)
  const record = await readFile(join(evidence.folder, '..', '..', 'run.json'), 'utf8')
  expect(checkRun(JSON.parse(record))).toMatchObject({ kind: 'run' })
  expect(JSON.parse(record)).toMatchObject({ run: { exitCode: 3 }, totals: { pass: 1 } })
  expect(record).toContain('back is running unhealthy')
  expect(await remainsOf(run)).toEqual([])
})

test.concurrent('an image that fails to build: exit 3, the last lines of its builder, nothing left', async () => {
  await using call = await startCall(gate('unbuildable'))
  const { exitCode, told } = await call.ended
  const [run = ''] = call.runs()
  expect(told).toMatch(
    /^error: image press: expected its build in \S+\/unbuildable to end well, found it failed\n/,
  )
  expect(told).toContain('press: expected ink, found none')
  expect(told).toMatch(/\nnext: correct what the last lines name/)
  expect(exitCode).toBe(3)
  expect(await remainsOf(run)).toEqual([])
})

test.concurrent('an image that Compose builds under a fixed name is not put beside those of this machine', async () => {
  await using call = await startCall(gate('built', 'CFG-12'))
  const { exitCode, told } = await call.ended
  const [run = ''] = call.runs()
  expect(told).toBe('')
  expect(exitCode).toBe(0)
  expect(await remainsOf(run)).toEqual([])
  expect(await remainsOf('example.test/shelf')).toEqual([])
})

test('a service on the network of this machine is left in peace, what shares one is deaf together', {
  timeout: 240_000,
}, async () => {
  await using call = await startCall(gate('foreign', 'HLT-02'))
  await call.ended
  const [folder = ''] = await readdir(call.out)
  const { claims, run } = JSON.parse(await readFile(join(call.out, folder, 'run.json'), 'utf8'))
  const seen = claims[0].observations.map(({ subject, property, actual }: Record<string, string>) =>
    [subject, property, actual].join(', '),
  )
  expect(run).toMatchObject({ exitCode: 1 })
  expect(seen).toContain('meter, health before, not tried: it has the network of the machine')
  for (const service of ['edge', 'twin'])
    expect(seen).toContain(`${service}, health while its own ports refuse, unhealthy`)
  expect(seen).toContain('mute, health while its own ports refuse, healthy')
})

test.concurrent('a port that production fixes is taken: a gate has its own', async () => {
  await using taken = await takePort()
  await using call = await startCall(gate('taken-port'), { TAKEN_PORT: String(taken.port) })
  const { exitCode, told } = await call.ended
  expect(told).toBe('')
  expect(exitCode).toBe(0)
})

test.concurrent('a port that a caller asks for is taken: exit 3, the port named, nothing left behind', async () => {
  await using taken = await takePort()
  const up = ['up', '--http-port', String(taken.port), '--config', weatherConfig('small')]
  await using call = await startCall(up)
  const { exitCode, told } = await call.ended
  const [run = ''] = call.runs()
  expect(told).toContain(
    `error: port 127.0.0.1:${taken.port}: expected it free, found it taken (listen EADDRINUSE: address already`,
  )
  expect(told).toContain(`see who listens with: ss -ltnp 'sport = :${taken.port}'`)
  expect(exitCode).toBe(3)
  expect(await remainsOf(run)).toEqual([])
})

test.concurrent('a port is taken while the stack starts: exit 3, the port named, nothing left behind', async () => {
  const port = await freePort('127.0.0.1')
  const up = ['up', '--http-port', String(port), '--config', weatherConfig('published-twice')]
  await using call = await startCall(up)
  const { exitCode, told } = await call.ended
  const [run = ''] = call.runs()
  expect(told).toContain('front is created')
  expect(told).toContain(`Bind for 127.0.0.1:${port} failed: port is already allocated`)
  expect(exitCode).toBe(3)
  expect(await remainsOf(run)).toEqual([])
})

async function takePort(): Promise<AsyncDisposable & { port: number }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0
  return { port, [Symbol.asyncDispose]: async () => void server.close() }
}

async function evidenceOf(out: string): Promise<{ folder: string; read: Record<string, string> }> {
  const [run = ''] = await readdir(out)
  const folder = join(out, run, 'attachments', 'readers')
  const files = await readdir(folder)
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return { folder, read: Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ''])) }
}

function unhealthy(service: string): unknown {
  return expect.objectContaining({
    Config: expect.objectContaining({
      Labels: expect.objectContaining({ 'com.docker.compose.service': service }),
    }),
    State: expect.objectContaining({ Health: expect.objectContaining({ Status: 'unhealthy' }) }),
  })
}
