import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import type { Linger, LingerInput } from '../slow.ts'
import { addressOf } from './address.ts'

/** Opens the connections, sends each request a letter at a time, and tells when the other side had enough. */
export async function linger(input: LingerInput): Promise<Linger[]> {
  const host = await addressOf(input.address)
  if (host === undefined) throw new Error(`name ${input.address}: expected an address, found none`)
  return Promise.all(Array.from({ length: input.count }, () => lingerOnce(host, input)))
}

function lingerOnce(host: string, input: LingerInput): Promise<Linger> {
  const { port, serverName, from, plain, forMs } = input
  const { promise, resolve: settle } = Promise.withResolvers<Linger>()
  const tcp = connectTcp({ host, port, ...(from !== undefined && { localAddress: from }) })
  const socket = plain ? tcp : connect({ socket: tcp, servername: serverName, rejectUnauthorized: false })
  let opened = 0
  let answered = false
  let letters: NodeJS.Timeout | undefined
  const finish = (endedMs: number | null) => {
    clearInterval(letters)
    clearTimeout(late)
    socket.destroy()
    settle({ opened: opened > 0, endedMs, answered })
  }
  const late = setTimeout(() => finish(null), forMs)
  socket.on(plain ? 'connect' : 'secureConnect', () => {
    opened = performance.now()
    socket.write(beginningOf(input))
    letters = setInterval(() => socket.write('a'), 500)
  })
  socket.on('error', () => undefined)
  // What the server says before it closes must be read, else its end is not seen.
  socket.on('data', () => {
    answered = true
  })
  socket.on('close', () => finish(opened > 0 ? Math.round(performance.now() - opened) : 0))
  return promise
}

function beginningOf({ serverName, bodyTo }: LingerInput): string {
  if (bodyTo === undefined) return `GET / HTTP/1.1\r\nHost: ${serverName}\r\nX-Slow: `
  const type = 'Content-Type: application/json\r\nContent-Length: 1000'
  return `POST ${bodyTo} HTTP/1.1\r\nHost: ${serverName}\r\n${type}\r\n\r\n`
}
