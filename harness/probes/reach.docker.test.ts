import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectFrom } from './connect.ts'
import { docker } from './docker.ts'
import { type Ground, openGround } from './ground.ts'
import { listenIn } from './listen.ts'
import { listeningFrom } from './listening.ts'
import { inspectNetwork } from './networks.ts'
import type { Vantage } from './program.ts'
import { outsideAnswer, resolveFrom } from './resolve.ts'
import { type RaisedTools, raiseTools } from './tools.ts'

let ground: Ground
let tools: RaisedTools
let internal: Vantage
let masqueraded: Vantage
let unmasqueraded: Vantage

beforeAll(async () => {
  ground = await openGround()
  const networks = await Promise.all([
    ground.network('internal', { internal: true }),
    ground.network('unmasqueraded', { masquerade: false }),
  ])
  tools = await raiseTools({ runId: ground.runId, image: ground.image })
  const { kit, neighbour } = tools.tools
  const [inside, oneWay] = await Promise.all(networks.map((network) => ground.container(network)))
  internal = { kit, inside: inside ?? '' }
  unmasqueraded = { kit, inside: oneWay ?? '' }
  masqueraded = { kit, inside: neighbour ?? '' }
})

afterAll(() => ground[Symbol.asyncDispose]())

const outsideAt = () =>
  [tools.outside.address, tools.outside.metadata].map((host) => ({ host, port: 80, identify: true }))

test('the outside and its metadata address answer a masqueraded network', async () => {
  const answers = await connectFrom(masqueraded, outsideAt(), 5000)
  expect(answers.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  expect(answers[0]?.identity).toBe(`stackproof outside ${ground.runId}`)
  expect(answers[1]?.identity).toMatch(/^stackproof outside /)
})

test.for([
  ['internal', () => internal],
  ['unmasqueraded', () => unmasqueraded],
] as const)('nothing out there answers an %s network', async ([, vantage]) => {
  const answers = await connectFrom(vantage(), outsideAt())
  for (const { outcome } of answers) expect(['timed out', 'unreachable']).toContain(outcome)
})

test('a name resolves outside for a masqueraded network, not for an internal one', async () => {
  const questions = ['127.0.0.11', tools.outside.address].map(
    (server) => ({ name: 'a.example', type: 'A', server }) as const,
  )
  const open = await resolveFrom(masqueraded, questions, 5000)
  expect(open.map(({ addresses }) => addresses)).toEqual([[outsideAnswer], [outsideAnswer]])
  const shut = await resolveFrom(internal, questions)
  expect(shut.flatMap(({ addresses }) => addresses)).toEqual([])
  expect(shut[1]?.outcome).toMatch(/timed out|unreachable/)
})

test('a listener of the host answers on the gateway, and is silent once closed', async () => {
  const { gateway: host } = await inspectNetwork(`stackproof-${ground.runId}-internal`)
  const kit = { kit: tools.tools.kit }
  const listener = await listenIn(kit, { addresses: ['0.0.0.0'], port: 0, identity: 'the host' })
  const target = { host, port: listener.port, identify: true }
  expect(await connectFrom(internal, [target], 5000)).toMatchObject([
    { outcome: 'answered', identity: 'the host' },
  ])
  expect(await listeningFrom(kit)).toContain(`0.0.0.0:${listener.port}`)
  await listener[Symbol.asyncDispose]()
  expect(await connectFrom(internal, [target], 5000)).toMatchObject([{ outcome: 'refused' }])
  expect(tools.listeningBefore).not.toContain(`0.0.0.0:${listener.port}`)
})

test('the host answers the outside on each of its addresses, IPv4 and IPv6', async () => {
  const from = { kit: tools.tools.kit, inside: tools.tools.outside ?? '' }
  await using listener = await listenIn(
    { kit: tools.tools.kit },
    { addresses: ['::'], port: 0, identity: 'the host' },
  )
  const targets = tools.outside.hostAddresses.map((host) => ({ host, port: listener.port, identify: true }))
  const answers = await connectFrom(from, targets, 5000)
  expect(answers.map(({ host, identity }) => [host, identity])).toEqual(
    targets.map(({ host }) => [host, 'the host']),
  )
  expect(targets.some(({ host }) => host.includes(':'))).toBe(true)
})

test('a taken port is said', async () => {
  const kit = { kit: tools.tools.kit }
  await using listener = await listenIn(kit, { addresses: ['127.0.0.1'], port: 0, identity: 'first' })
  const second = listenIn(kit, { addresses: ['127.0.0.1'], port: listener.port, identity: 'second' })
  await expect(second).rejects.toThrow(/EADDRINUSE/)
})

test('names of containers resolve where they share a network, and nowhere else', async () => {
  const target = { host: `stackproof-${ground.runId}-neighbour`, port: 8080, identify: true }
  const [near] = await connectFrom(masqueraded, [target], 5000)
  expect(near).toMatchObject({ outcome: 'answered', identity: `stackproof neighbour ${ground.runId}` })
  const [far] = await connectFrom(internal, [target])
  expect(far?.outcome).toBe('name not resolved')
})

test('fifty targets that drop packets take one deadline together', async () => {
  const targets = Array.from({ length: 50 }, (_, index) => ({
    host: tools.outside.address,
    port: 10_000 + index,
  }))
  const answers = await connectFrom(unmasqueraded, targets)
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['timed out']))
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(2000)
})

test('a container that has ended has no namespace to stand in', async () => {
  const ended = await ground.container('none', { command: ['true'] })
  await (await docker()).getContainer(ended).wait()
  const running = connectFrom({ kit: tools.tools.kit, inside: ended }, [{ host: '127.0.0.1', port: 1 }])
  await expect(running).rejects.toThrow(/expected running/)
})
