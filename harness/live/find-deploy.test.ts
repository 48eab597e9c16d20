import { createServer as createPlain, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcp, type Server } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { selfSigned } from '../probes/kit/certificate.ts'
import { findDeploy } from './find-deploy.ts'

const promised = {
  endpoints: { health: '/health' },
  recognise: { path: '/', includes: '<title>Shop</title>' },
}
const patience = { deadlineMs: 500, pauseMs: 1 }
const name = 'control.stackproof'

let certificate: Awaited<ReturnType<typeof selfSigned>>
beforeAll(async () => {
  certificate = await selfSigned()
})

type Listening = AsyncDisposable & { port: number; connections: () => number }

function listening(server: Server): Promise<Listening> {
  let connections = 0
  server.on('connection', () => (connections += 1))
  const { promise, resolve } = Promise.withResolvers<Listening>()
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    resolve({
      port,
      connections: () => connections,
      [Symbol.asyncDispose]: async () => {
        if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
          server.closeAllConnections()
        server.close()
      },
    })
  })
  return promise
}

const serving = (answer: RequestListener) => listening(createServer(certificate, answer))

function find(port: number, { ca = certificate.cert, host = name }: { ca?: string; host?: string } = {}) {
  const url = new URL(`https://${host}:${port}`)
  return findDeploy({ url, address: '127.0.0.1', httpPort: 80, ca }, promised, patience)
}

const shop: RequestListener = (request, response) =>
  response.end(request.url === '/health' ? 'ok' : '<title>Shop</title>')

test('a deploy that answers as it should is found', async () => {
  await using server = await serving(shop)
  expect(await find(server.port)).toMatchObject({
    address: '127.0.0.1',
    httpsPort: server.port,
    serverName: name,
    origin: `https://${name}:${server.port}`,
  })
})

const redirectTo =
  (location: (url: string) => string): RequestListener =>
  (request, response) =>
    response.writeHead(302, { location: location(request.url ?? '') }).end()

test.for<[string, RequestListener, RegExp]>([
  ['a gateway without what is behind it', (_, response) => response.writeHead(502).end(), /found status 502/],
  [
    'a maintenance page',
    (_, response) => response.writeHead(503).end('<title>Back soon</title>'),
    /found status 503 and a page titled "Back soon"/,
  ],
  [
    'another application, without that path',
    (_, response) => response.writeHead(404).end(),
    /\/health: expected status 200, found status 404/,
  ],
  [
    'another application, which answers everything',
    (_, response) => response.end('<title>Wiki</title>'),
    /expected a page with <title>Shop<\/title>, found status 200 and a page titled "Wiki" without it/,
  ],
  ['a redirect to itself', redirectTo((url) => url), /found a redirect without end: \/health → \/health/],
  ['redirects without end', redirectTo((url) => `${url}x`), /found a redirect without end: .* → …/],
  [
    'a redirect off the host',
    redirectTo(() => 'https://other.test/'),
    /found a redirect to https:\/\/other\.test/,
  ],
  [
    'a redirect to nowhere',
    redirectTo(() => 'https://['),
    /found status 302 with the location "https:\/\/\["/,
  ],
  ['a server that hangs', () => undefined, /expected an answer, found none within 0\.5 s/],
])('%s is told', async ([, answer, told]) => {
  await using server = await serving(answer)
  await expect(find(server.port)).rejects.toThrow(told)
  expect(server.connections()).toBeLessThan(10)
})

test('a certificate of an authority that nobody knows is told, and asked once', async () => {
  await using server = await serving(shop)
  const found = find(server.port, { ca: (await selfSigned()).cert })
  await expect(found).rejects.toThrow(/found a certificate that does not hold/)
  expect(server.connections()).toBe(1)
})

test('a certificate for another name is told', async () => {
  await using server = await serving(shop)
  await expect(find(server.port, { host: 'shop.test' })).rejects.toThrow(
    /certificate that does not hold.*ALTNAME/,
  )
})

test('plain HTTP on the port is told', async () => {
  await using server = await listening(createPlain(shop))
  await expect(find(server.port)).rejects.toThrow(/found an answer that is no TLS: plain HTTP on that port/)
})

test('a connection that is cut is tried three times', async () => {
  await using server = await listening(createTcp((socket) => socket.destroy()))
  await expect(find(server.port)).rejects.toThrow(/found a connection that ended \(ECONNRESET/)
  expect(server.connections()).toBe(3)
})

test('a port on which nobody listens is told', async () => {
  const server = await serving(shop)
  await server[Symbol.asyncDispose]()
  await expect(find(server.port)).rejects.toThrow(/found nobody listens there \(ECONNREFUSED/)
})

test('a name that nobody knows is told', async () => {
  const url = new URL('https://nobody.invalid')
  await expect(findDeploy({ url, httpPort: 80 }, promised, patience)).rejects.toThrow(
    /name nobody\.invalid: expected an address, found none \(E(NOTFOUND|AI_AGAIN)\)/,
  )
})
