import { randomBytes } from 'node:crypto'
import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import type { Upgraded, UpgradeInput } from '../upgrade.ts'
import { addressOf } from './address.ts'

/** One handshake; the socket that may come of it is closed. */
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
  socket.on('secureConnect', () => socket.write(requestOf(input)))
  socket.on('error', (error) => finish({ status: 0, error: error.message }))
  socket.on('close', () => finish({ status: 0, error: 'closed without an answer' }))
  let said = ''
  socket.on('data', (data) => {
    said += data.toString('latin1')
    const status = /^HTTP\/1\.1 (\d{3})[^\n]*\n/.exec(said)?.[1]
    if (status !== undefined) finish({ status: Number(status) })
  })
  return promise
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
