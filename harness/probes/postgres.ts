import { z } from 'zod'
import { runProgram, type Vantage } from './program.ts'

export type PostgresQuery = {
  host: string
  port: number
  user: string
  database: string
  /** Absent: none is sent. */
  password?: string
  sslMode: 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'
  /** PEM of the authority, for the two `verify` modes. */
  ca?: string
  /** Settings of the session, by name; values without white space. */
  settings?: Record<string, string>
  /** One statement. */
  sql: string
  deadlineMs: number
}

const answer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('rows'), rows: z.array(z.record(z.string(), z.string().nullable())) }),
  z.strictObject({ outcome: z.literal('refused'), sqlstate: z.string(), message: z.string() }),
  z.strictObject({ outcome: z.literal('not connected'), message: z.string() }),
])

/** `rows` as text by column; `refused`: the statement failed; `not connected`: no log-in, and why. */
export type PostgresAnswer = z.output<typeof answer>

/** Logs in and runs one statement with psql. libpq waits at least 2 s for a connection that is dropped. */
export async function queryFrom(
  vantage: Vantage,
  query: Omit<PostgresQuery, 'deadlineMs'>,
  deadlineMs = 5000,
): Promise<PostgresAnswer> {
  const program = { name: 'postgres', input: { ...query, deadlineMs }, deadlineMs }
  return runProgram(vantage, program, answer)
}
