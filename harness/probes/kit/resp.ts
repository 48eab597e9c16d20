import type { RedisReply } from '../redis.ts'

type Parsed = { reply: RedisReply; next: number }

/** One RESP2 reply from `at` on; undefined while bytes are missing. Throws on a byte that opens no reply. */
export function parseReply(bytes: Buffer, at: number): Parsed | undefined {
  const end = bytes.indexOf('\r\n', at)
  if (end === -1) return undefined
  const text = bytes.toString('utf8', at + 1, end)
  const next = end + 2
  switch (bytes.toString('latin1', at, at + 1)) {
    case '+':
      return { reply: text, next }
    case '-':
      return { reply: { error: text }, next }
    case ':':
      return { reply: Number(text), next }
    case '$':
      return bulk(bytes, Number(text), next)
    case '*':
      return list(bytes, Number(text), next)
    default:
      throw new Error(`Redis reply: expected one of + - : $ *, found ${JSON.stringify(text.slice(0, 80))}`)
  }
}

function bulk(bytes: Buffer, length: number, start: number): Parsed | undefined {
  if (length === -1) return { reply: null, next: start }
  const next = start + length + 2
  return next > bytes.length ? undefined : { reply: bytes.toString('utf8', start, start + length), next }
}

function list(bytes: Buffer, length: number, start: number): Parsed | undefined {
  const reply: RedisReply[] = []
  let next = start
  for (let item = 0; item < length; item++) {
    const parsed = parseReply(bytes, next)
    if (parsed === undefined) return undefined
    reply.push(parsed.reply)
    next = parsed.next
  }
  return { reply, next }
}
