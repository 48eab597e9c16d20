import { z } from 'zod'
import { type Here, runProgram, type Vantage } from './program.ts'

export type HttpRequest = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
  /** In place of `body`, for bytes that are no text. */
  bodyBase64?: string
  /** In place of either: so many zero bytes. */
  bodySize?: number
}

/** How requests follow each other. `perSecond` fixes the start times whatever the answers take. */
export type Plan =
  | { kind: 'in turn'; requests: HttpRequest[] }
  | { kind: 'together'; requests: HttpRequest[] }
  | { kind: 'until status'; request: HttpRequest; status: number; atMost: number }
  | { kind: 'paced'; request: HttpRequest; perSecond: number; count: number }
  /**
   * A burst at once, then paced: one clock over both, so that nothing between them can hide. `warm` is sent first
   * on as many connections, so that no handshake stands between sending and arriving. It ends once `enough` of the
   * paced ones were not refused, and after the burst where more of it were admitted than the limit lets through.
   */
  | {
      kind: 'burst then paced'
      warm: HttpRequest
      together: HttpRequest[]
      request: HttpRequest
      perSecond: number
      count: number
      limit: { rate: number; burst: number; refusal: number }
      enough: number
    }

export type HttpInput = {
  /** Address or name of the server, and its port. */
  address: string
  port: number
  /** The Host header, unless a request brings its own. */
  host: string
  /**
   * Absent: plain HTTP. With `ca`, PEM or `public` for the authorities that everyone trusts, a certificate that does
   * not hold for the name fails the request.
   */
  tls?: { serverName: string; ca?: string }
  /** Source address; it must stand in the vantage's namespace. */
  from?: string
  plan: Plan
  /** Bytes of each body that are kept. */
  bodyBytes: number
  /** Of each request. */
  deadlineMs: number
}

/** Milliseconds on the vantage's own monotonic clock, from the start of the plan. */
const times = { sentMs: z.number(), doneMs: z.number() }

const answered = z.strictObject({
  outcome: z.literal('answered'),
  status: z.number(),
  /** As they came: order, case and doubles kept. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
  bodyLength: z.number(),
  headMs: z.number(),
  ...times,
})
const failed = z.strictObject({ outcome: z.literal('failed'), error: z.string(), ...times })
const exchange = z.discriminatedUnion('outcome', [answered, failed])

export type Exchange = z.output<typeof exchange>
export type Answer = z.output<typeof answered>

/** Sends by plan; exchanges come in the order in which the requests were sent. */
export async function requestFrom(vantage: Vantage | Here, input: HttpInput): Promise<Exchange[]> {
  const deadlineMs = planMs(input)
  return runProgram(vantage, { name: 'http', input, deadlineMs }, z.array(exchange))
}

/** Every value of a header, in order; the name's case does not matter. */
export function headerValues(answer: Answer, name: string): string[] {
  return answer.headers.flatMap(([key, value]) => (key.toLowerCase() === name.toLowerCase() ? [value] : []))
}

function planMs({ plan, deadlineMs }: HttpInput): number {
  if (plan.kind === 'paced') return (plan.count * 1000) / plan.perSecond + deadlineMs
  if (plan.kind === 'burst then paced') return (plan.count * 1000) / plan.perSecond + 2 * deadlineMs
  if (plan.kind === 'until status') return plan.atMost * deadlineMs
  return plan.kind === 'together' ? deadlineMs : plan.requests.length * deadlineMs
}
