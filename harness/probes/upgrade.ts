import { z } from 'zod'
import { type Here, runProgram, type Vantage } from './program.ts'

export type UpgradeInput = {
  /** Address or name of a TLS server, and its port. */
  address: string
  port: number
  serverName: string
  /** Source address; it must stand in the vantage's namespace. */
  from?: string
  path: string
  headers: Readonly<Record<string, string>>
  /** For the answer. */
  deadlineMs: number
  /** Milliseconds to listen to a socket that was opened, until it says something. Default: it is closed at once. */
  listenMs?: number
}

const upgraded = z.strictObject({
  /** 101: a socket was opened. 0: no answer came. */
  status: z.number(),
  /** What came first over a socket that was listened to, and how long that took. */
  heard: z.strictObject({ what: z.enum(['a frame', 'its end', 'nothing']), afterMs: z.number() }).optional(),
  /** Where no answer came. */
  error: z.string().optional(),
})

export type Upgraded = z.output<typeof upgraded>

/** Asks for a WebSocket (RFC 6455) over TLS, and tells the status of the answer. */
export function upgradeFrom(vantage: Vantage | Here, input: UpgradeInput): Promise<Upgraded> {
  const deadlineMs = input.deadlineMs + (input.listenMs ?? 0)
  return runProgram(vantage, { name: 'upgrade', input, deadlineMs }, upgraded)
}
