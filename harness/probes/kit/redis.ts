import { connect, type Socket } from 'node:net'
import type { RedisAnswer, RedisInput, RedisReply } from '../redis.ts'
import { addressOf } from './address.ts'
import { parseReply } from './resp.ts'

/** Sends AUTH, when a password is given, and the commands in one go, and reads one reply to each. */
export async function command(input: RedisInput): Promise<RedisAnswer> {
  const address = await addressOf(input.host)
  if (address === undefined) return { outcome: 'not connected', message: `name ${input.host} not resolved` }
  const commands =
    input.password === undefined ? input.commands : [['AUTH', input.password], ...input.commands]
  return talk(connect({ host: address, port: input.port }), commands, input.deadlineMs)
}

function talk(socket: Socket, commands: string[][], deadlineMs: number): Promise<RedisAnswer> {
  const { promise, resolve: settle } = Promise.withResolvers<RedisAnswer>()
  let heard = Buffer.alloc(0)
  const finish = (answer: RedisAnswer) => {
    clearTimeout(timer)
    socket.destroy()
    settle(answer)
  }
  const timer = setTimeout(() => finish(incomplete(heard, `no answer within ${deadlineMs} ms`)), deadlineMs)
  socket.on('connect', () => socket.write(commands.map(encode).join('')))
  socket.on('data', (data) => {
    heard = Buffer.concat([heard, data])
    const replies = repliesIn(heard)
    if (replies.length >= commands.length) finish({ outcome: 'answered', replies })
  })
  socket.on('end', () => finish(incomplete(heard, 'the server closed the connection')))
  socket.on('error', (error) => finish(incomplete(heard, error.message)))
  return promise
}

/** RESP2: an array of bulk strings, lengths in bytes. */
function encode(words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
}

function repliesIn(heard: Buffer): RedisReply[] {
  const replies: RedisReply[] = []
  for (let at = 0; at < heard.length; ) {
    const parsed = parseReply(heard, at)
    if (parsed === undefined) break
    replies.push(parsed.reply)
    at = parsed.next
  }
  return replies
}

function incomplete(heard: Buffer, message: string): RedisAnswer {
  const replies = repliesIn(heard)
  return replies.length === 0
    ? { outcome: 'not connected', message }
    : { outcome: 'cut off', replies, message }
}
