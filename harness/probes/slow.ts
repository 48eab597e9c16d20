import { z } from 'zod'
import { runProgram, type Vantage } from './program.ts'

export type LingerInput = {
  /** Address or name of a server, and its port. */
  address: string
  port: number
  serverName: string
  /** Without TLS. */
  plain?: true
  /** Source address; it must stand in the vantage's namespace. */
  from?: string
  /** Connections, all at once. */
  count: number
  /** How long each is kept, unless the server ends it. */
  forMs: number
  /** A path to which the head of a POST is sent whole, and its body slowly. Default: the head of a GET is what is slow. */
  bodyTo?: string
}

const linger = z.strictObject({
  /** Whether the handshake came to its end. */
  opened: z.boolean(),
  /** From the handshake's end until the server closed; null where it never did. */
  endedMs: z.number().nullable(),
  /** Whether the server said anything before that. */
  answered: z.boolean(),
})

/** What became of one connection whose client never finishes its request. */
export type Linger = z.output<typeof linger>

/** Sends a request two letters a second and never its end. */
export function lingerFrom(vantage: Vantage, input: LingerInput): Promise<Linger[]> {
  const program = { name: 'slow', input, deadlineMs: input.forMs }
  return runProgram(vantage, program, z.array(linger).length(input.count))
}
