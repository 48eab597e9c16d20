import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { selfSigned } from './certificate.ts'
import { upgrade } from './upgrade.ts'

const opened = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n'
const ping = Buffer.from([0x89, 0x00])
const closing = Buffer.from([0x88, 0x00])

/** Asks a server that answers like this, and listens for a fifth of a second. */
async function ask(answer: (socket: TLSSocket) => void, listenMs: number | undefined = 200) {
  const server = createServer(await selfSigned(), (socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const place = { address: '127.0.0.1', port, serverName: 'control.stackproof', path: '/ws' }
  const listen = listenMs === 0 ? {} : { listenMs }
  return upgrade({ ...place, headers: {}, deadlineMs: 5_000, ...listen })
}

test.for<[string, (socket: TLSSocket) => void, string]>([
  [
    'a frame with the answer',
    (socket) => socket.write(Buffer.concat([Buffer.from(opened), ping])),
    'a frame',
  ],
  [
    'a frame some time later',
    (socket) => {
      socket.write(opened)
      setTimeout(() => socket.write(ping), 50)
    },
    'a frame',
  ],
  [
    'a frame that closes it',
    (socket) => {
      socket.write(opened)
      setTimeout(() => socket.write(closing), 50)
    },
    'its end',
  ],
  ['no frame and an end', (socket) => socket.end(opened), 'its end'],
  ['no frame', (socket) => socket.write(opened), 'nothing'],
])('%s', async ([, answer, what]) => {
  expect(await ask(answer)).toMatchObject({ status: 101, heard: { what } })
})

test('one that is not listened to, and one that does not open, have a status alone', async () => {
  expect(await ask((socket) => socket.write(opened), 0)).toEqual({ status: 101 })
  expect(await ask((socket) => socket.write('HTTP/1.1 401 Unauthorized\r\n\r\n'))).toEqual({ status: 401 })
})
