import { z } from 'zod'
import { defaultDeadlineMs, runProgram, type Vantage } from './program.ts'

/** Where to connect: an address, or a name that Docker's resolver in that namespace knows. */
export type Target = {
  host: string
  port: number
  /** Also ask who answers: a listener of ours says its identity, a stranger's first bytes are kept. */
  identify?: boolean
}

const connection = z.strictObject({
  host: z.string(),
  port: z.number(),
  address: z.string().optional(),
  outcome: z.enum(['answered', 'refused', 'timed out', 'unreachable', 'name not resolved']),
  /** At most 256 characters. */
  identity: z.string().optional(),
  /** The system's error code, e.g. `EHOSTUNREACH`. */
  code: z.string().optional(),
  ms: z.number(),
})

/** What became of one connection. An identity that never came is absent. */
export type Connection = z.output<typeof connection>

/** Opens a TCP connection to every target at once; answers come in the order of the targets. */
export async function connectFrom(
  vantage: Vantage,
  targets: readonly Target[],
  deadlineMs = defaultDeadlineMs,
): Promise<Connection[]> {
  const program = { name: 'connect', input: { targets, deadlineMs }, deadlineMs }
  return runProgram(vantage, program, z.array(connection).length(targets.length))
}
