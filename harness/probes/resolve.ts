import { z } from 'zod'
import { defaultDeadlineMs, runProgram, type Vantage } from './program.ts'

/** Docker's own resolver in every namespace on a network that someone named. */
export const dockerResolver = '127.0.0.11'
/** What the outside's name server answers to any name (RFC 5737, TEST-NET-3). */
export const outsideAnswer = '203.0.113.53'

export type Question = { name: string; type: 'A' | 'AAAA'; server: string }

const resolution = z.strictObject({
  name: z.string(),
  type: z.enum(['A', 'AAAA']),
  server: z.string(),
  outcome: z.enum(['answered', 'no such name', 'server failed', 'refused', 'unreachable', 'timed out']),
  addresses: z.array(z.string()),
  /** c-ares' own code, e.g. `ESERVFAIL`. */
  code: z.string().optional(),
})

export type Resolution = z.output<typeof resolution>

/** Asks name servers over UDP, all at once; answers come in the order of the questions. */
export async function resolveFrom(
  vantage: Vantage,
  questions: readonly Question[],
  deadlineMs = defaultDeadlineMs,
): Promise<Resolution[]> {
  const program = { name: 'resolve', input: { questions, deadlineMs }, deadlineMs }
  return runProgram(vantage, program, z.array(resolution).length(questions.length))
}
