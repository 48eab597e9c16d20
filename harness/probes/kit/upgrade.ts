import { randomBytes } from 'node:crypto'
import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import type { Upgraded, UpgradeInput } from '../upgrade.ts'
import { addressOf } from './address.ts'

type Heard = NonNullable<Upgraded['heard']>['what']

/** One handshake; the socket that may come of it is closed, once it was listened to. */
export async function upgrade(input: UpgradeInput): Promise<Upgraded> {
  const host = await addressOf(input.address)
  if (host === undefined) return { status: 0, error: `name ${input.address} not resolved` }
  const { promise, resolve } = Promise.withResolvers<Upgraded>()
  const { port, serverName, from } = input
  const tcp = connectTcp({ host, port, ...(from !== undefined && { localAddress: from }) })
  const socket = connect({ socket: tcp, servername: serverName, rejectUnauthorized: false })
  const finish = (seen: Upgraded) => {
    clearTimeout(late)
    socket.destroy()
    resolve(seen)
  }
  const late = setTimeout(
    () => finish({ status: 0, error: `no answer within ${input.deadlineMs} ms` }),
    input.deadlineMs,
  )
  let openedAt: number | undefined
  const hear = (what: Heard) => {
    if (openedAt !== undefined) finish({ status: 101, heard: { what, afterMs: Date.now() - openedAt } })
  }
  const listen = (forMs: number) => {
    openedAt = Date.now()
    clearTimeout(late)
    setTimeout(() => hear('nothing'), forMs).unref()
  }
  socket.on('secureConnect', () => socket.write(requestOf(input)))
  socket.on('error', (error) => finish({ status: 0, error: error.message }))
  socket.on('close', () => {
    hear('its end')
    finish({ status: 0, error: 'closed without an answer' })
  })
  let said = ''
  socket.on('data', (data) => {
    said += data.toString('latin1')
    const [head, status] = /^HTTP\/1\.1 (\d{3})[\s\S]*?\r\n\r\n/.exec(said) ?? []
    if (head === undefined) return
    if (status !== '101' || input.listenMs === undefined) return finish({ status: Number(status) })
    if (openedAt === undefined) listen(input.listenMs)
    if (said.length > head.length) hear(isClosing(said.charCodeAt(head.length)) ? 'its end' : 'a frame')
  })
  return promise
}

/** By the first byte of a frame: RFC 6455, section 5.2, opcode 8. */
function isClosing(first: number): boolean {
  return (first & 0x0f) === 8
}

function requestOf({ path, serverName, headers }: UpgradeInput): string {
  const all = {
    host: serverName,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}
