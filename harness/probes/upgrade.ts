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
  deadlineMs: number
}

const upgraded = z.strictObject({
  /** 101: a socket was opened; it is closed again at once. 0: no answer came. */
  status: z.number(),
  /** Where no answer came. */
  error: z.string().optional(),
})

export type Upgraded = z.output<typeof upgraded>

/** Asks for a WebSocket (RFC 6455) over TLS, and tells the status of the answer. */
export function upgradeFrom(vantage: Vantage | Here, input: UpgradeInput): Promise<Upgraded> {
  return runProgram(vantage, { name: 'upgrade', input, deadlineMs: input.deadlineMs }, upgraded)
}
