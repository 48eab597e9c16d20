import { z } from 'zod'
import { defaultDeadlineMs, runProgram, type Vantage } from './program.ts'

export type RedisInput = {
  host: string
  port: number
  /** Absent: no AUTH is sent. Otherwise the first reply is the one to AUTH. */
  password?: string
  commands: string[][]
  deadlineMs: number
}

/** A status, a number, a string, nothing, a list, or an error as the server words it. */
export type RedisReply = string | number | null | { error: string } | RedisReply[]

const reply: z.ZodType<RedisReply> = z.lazy(() =>
  z.union([z.string(), z.number(), z.null(), z.strictObject({ error: z.string() }), z.array(reply)]),
)

const answer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('answered'), replies: z.array(reply) }),
  z.strictObject({ outcome: z.literal('cut off'), replies: z.array(reply), message: z.string() }),
  z.strictObject({ outcome: z.literal('not connected'), message: z.string() }),
])

export type RedisAnswer = z.output<typeof answer>

/** Sends commands over plain RESP; one reply to each, in order. */
export async function redisFrom(
  vantage: Vantage,
  input: Omit<RedisInput, 'deadlineMs'>,
  deadlineMs = defaultDeadlineMs,
): Promise<RedisAnswer> {
  return runProgram(vantage, { name: 'redis', input: { ...input, deadlineMs }, deadlineMs }, answer)
}
