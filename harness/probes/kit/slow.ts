import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'
import type { Linger, LingerInput } from '../slow.ts'
import { addressOf } from './address.ts'

/** Opens the connections, sends each head a letter at a time, and tells when the other side had enough. */
export async function linger(input: LingerInput): Promise<Linger[]> {
  const host = await addressOf(input.address)
  if (host === undefined) throw new Error(`name ${input.address}: expected an address, found none`)
  return Promise.all(Array.from({ length: input.count }, () => lingerOnce(host, input)))
}

function lingerOnce(host: string, { port, serverName, from, forMs }: LingerInput): Promise<Linger> {
  const { promise, resolve: settle } = Promise.withResolvers<Linger>()
  const tcp = connectTcp({ host, port, localAddress: from })
  const socket = connect({ socket: tcp, servername: serverName, rejectUnauthorized: false })
  let opened = 0
  let letters: NodeJS.Timeout | undefined
  const finish = (endedMs: number | null) => {
    clearInterval(letters)
    clearTimeout(late)
    socket.destroy()
    settle({ opened: opened > 0, endedMs })
  }
  const late = setTimeout(() => finish(null), forMs)
  socket.on('secureConnect', () => {
    opened = performance.now()
    socket.write(`GET / HTTP/1.1\r\nHost: ${serverName}\r\nX-Slow: `)
    letters = setInterval(() => socket.write('a'), 500)
  })
  socket.on('error', () => undefined)
  // What the server says before it closes must be read, else its end is not seen.
  socket.resume()
  socket.on('close', () => finish(opened > 0 ? Math.round(performance.now() - opened) : 0))
  return promise
}
