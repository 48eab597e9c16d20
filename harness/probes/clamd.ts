import { z } from 'zod'
import { defaultDeadlineMs, runProgram, type Vantage } from './program.ts'

export type ClamdInput = { host: string; port: number; text: string; deadlineMs: number }

const answer = z.discriminatedUnion('outcome', [
  /** `stream: OK`, `stream: NAME FOUND`, or an error as the scanner words it. */
  z.strictObject({ outcome: z.literal('answered'), said: z.string() }),
  z.strictObject({ outcome: z.literal('not connected'), message: z.string() }),
])

export type ClamdAnswer = z.output<typeof answer>

/** Has a text scanned. */
export async function scanFrom(
  vantage: Vantage,
  input: Omit<ClamdInput, 'deadlineMs'>,
  deadlineMs = 5 * defaultDeadlineMs,
): Promise<ClamdAnswer> {
  return runProgram(vantage, { name: 'clamd', input: { ...input, deadlineMs }, deadlineMs }, answer)
}
