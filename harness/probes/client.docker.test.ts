import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCertificate } from './certificate.ts'
import { type Edge, openClients } from './client.ts'
import { type Ground, openGround } from './ground.ts'
import { headerValues } from './http.ts'
import { inspectNetwork } from './networks.ts'
import { tlsFrom } from './tls.ts'
import { startClients } from './tools.ts'

const serverName = 'edge.test'
let ground: Ground
let clients: string
let server: Server
let edge: Required<Edge>
/** Requests that each source address may still send before it gets 429. */
const allowance = new Map<string, number>()

beforeAll(async () => {
  ground = await openGround()
  const edgeNetwork = await ground.network('edge')
  clients = await startClients({ runId: ground.runId, image: ground.image, edgeNetwork })
  const { key, cert } = await makeCertificate(clients, serverName)
  server = createServer({ key, cert }, (request, response) => {
    const from = request.socket.remoteAddress ?? ''
    const left = allowance.get(from) ?? 3
    allowance.set(from, left - 1)
    response.writeHead(
      left > 0 ? 200 : 429,
      [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['X-From', from],
      ].flat(),
    )
    request.pipe(response)
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  const at = server.address()
  const httpsPort = typeof at === 'object' && at !== null ? at.port : 0
  const { gateway } = await inspectNetwork(edgeNetwork)
  edge = { address: gateway, httpPort: httpsPort, httpsPort, serverName, ca: cert }
})

afterAll(async () => {
  server.close()
  await ground[Symbol.asyncDispose]()
})

const get = { method: 'GET', path: '/' }

test('clients opened at once by many have each an address of its own, seen by the server', async () => {
  const opened = (await Promise.all([1, 2, 3].map((count) => openClients(clients, edge, count)))).flat()
  const answers = await Promise.all(opened.map((client) => client.send(get)))
  expect(answers.map((answer) => headerValues(answer, 'x-from')[0])).toEqual(opened.map(({ from }) => from))
  expect(new Set(opened.map(({ from }) => from)).size).toBe(6)
})

test('a request carries its body, and every header comes back as it was sent', async () => {
  const [client] = await openClients(clients, edge)
  const answer = await client?.send({ method: 'POST', path: '/echo', body: 'written' })
  expect(answer?.body).toBe('written')
  expect(answer?.headers.filter(([name]) => name === 'Set-Cookie')).toEqual([
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
  ])
})

test('a plan until 429 counts what was admitted before', async () => {
  const [client] = await openClients(clients, edge)
  const exchanges = await client?.plan({ kind: 'until status', request: get, status: 429, atMost: 10 })
  expect(exchanges?.map((one) => one.outcome === 'answered' && one.status)).toEqual([200, 200, 200, 429])
})

test('requests sent together overlap', async () => {
  const [client] = await openClients(clients, edge)
  const exchanges =
    (await client?.plan({ kind: 'together', requests: Array.from({ length: 8 }, () => get) })) ?? []
  const statuses = exchanges.map((one) => one.outcome === 'answered' && one.status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(3)
  const firstDone = Math.min(...exchanges.map(({ doneMs }) => doneMs))
  expect(exchanges.every(({ sentMs }) => sentMs < firstDone)).toBe(true)
})

test('paced requests start at their times', async () => {
  const [client] = await openClients(clients, edge)
  const plan = { kind: 'paced', request: get, perSecond: 20, count: 10 } as const
  const exchanges = (await client?.plan(plan)) ?? []
  const span = (exchanges.at(-1)?.sentMs ?? 0) - (exchanges[0]?.sentMs ?? 0)
  expect(span).toBeGreaterThan(400)
  expect(span).toBeLessThan(900)
})

test('a certificate of another authority, or for another name, fails the request', async () => {
  const { cert: ca } = await makeCertificate(clients, serverName)
  const [stranger] = await openClients(clients, { ...edge, ca })
  await expect(stranger?.send(get)).rejects.toThrow(/self-signed|verify/)
  const [misnamed] = await openClients(clients, { ...edge, serverName: 'other.test' })
  await expect(misnamed?.send(get)).rejects.toThrow(/altnames/)
})

test('a certificate is told apart as authorised, misnamed and untrusted', async () => {
  const at = { host: edge.address, port: edge.httpsPort }
  const trusted = await tlsFrom({ kit: clients }, { ...at, serverName, ca: edge.ca }, 5000)
  expect(trusted.certificate).toMatchObject({
    subject: 'CN=edge.test',
    names: ['DNS:edge.test'],
    authorized: true,
  })
  const misnamed = await tlsFrom({ kit: clients }, { ...at, serverName: 'other.test', ca: edge.ca }, 5000)
  expect(misnamed.certificate).toMatchObject({
    authorized: false,
    reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  const untrusted = await tlsFrom({ kit: clients }, { ...at, serverName }, 5000)
  expect(untrusted.certificate).toMatchObject({ authorized: false, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

test('plain HTTP to a TLS port is answered by no exchange', async () => {
  const [client] = await openClients(clients, edge)
  const [exchange] = (await client?.plan({ kind: 'in turn', requests: [get] }, { scheme: 'http' })) ?? []
  expect(exchange).toMatchObject({ outcome: 'failed' })
})
