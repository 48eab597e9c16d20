import { connect } from 'node:net'
import type { ClamdAnswer, ClamdInput } from '../clamd.ts'
import { addressOf } from './address.ts'

/** Has a text scanned by clamd's own command INSTREAM, in one piece. */
export async function scan({ host, port, text, deadlineMs }: ClamdInput): Promise<ClamdAnswer> {
  const address = await addressOf(host)
  if (address === undefined) return { outcome: 'not connected', message: `name ${host} not resolved` }
  const { promise, resolve: settle } = Promise.withResolvers<ClamdAnswer>()
  const socket = connect({ host: address, port, timeout: deadlineMs })
  let heard = ''
  let failure = 'the server closed the connection'
  socket.on('connect', () => socket.write(stream(Buffer.from(text))))
  socket.on('data', (data) => (heard += data))
  socket.on('timeout', () => socket.destroy(new Error(`no answer within ${deadlineMs} ms`)))
  socket.on('error', (error) => (failure = error.message))
  socket.on('close', () =>
    settle(
      heard === ''
        ? { outcome: 'not connected', message: failure }
        : { outcome: 'answered', said: heard.replace(/\0$/, '') },
    ),
  )
  return promise
}

function stream(content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([Buffer.from('zINSTREAM\0'), length, content, Buffer.alloc(4)])
}
