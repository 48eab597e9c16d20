import { z } from 'zod'
import { runProgram, type Vantage } from './program.ts'

export type LingerInput = {
  /** Address or name of a TLS server, and its port. */
  address: string
  port: number
  serverName: string
  /** Source address; it must stand in the vantage's namespace. */
  from: string
  /** Connections, all at once. */
  count: number
  /** How long each is kept, unless the server ends it. */
  forMs: number
}

const linger = z.strictObject({
  /** Whether the handshake came to its end. */
  opened: z.boolean(),
  /** From the handshake's end until the server closed; null where it never did. */
  endedMs: z.number().nullable(),
})

/** What became of one connection whose client never finishes the head of its request. */
export type Linger = z.output<typeof linger>

/** Sends the head of a request two letters a second and never its end. */
export function lingerFrom(vantage: Vantage, input: LingerInput): Promise<Linger[]> {
  const program = { name: 'slow', input, deadlineMs: input.forMs }
  return runProgram(vantage, program, z.array(linger).length(input.count))
}
