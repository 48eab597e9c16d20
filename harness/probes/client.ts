import { z } from 'zod'
import { spend } from '../live/budget.ts'
import { type Exchange, type HttpRequest, type Plan, requestFrom } from './http.ts'
import { type Here, runProgram } from './program.ts'

/** The edge as clients on its published network see it. */
export type Edge = {
  /** The edge's address, or its service name, on that network. */
  address: string
  httpPort: number
  httpsPort: number
  serverName: string
  /** PEM of the authority that signs its certificate; absent: any certificate will do. */
  ca?: string
}

/** A client with a source address of its own: readers in parallel share no rate-limit bucket. */
export type HttpClient = {
  /** Its source address, or `this machine`. */
  from: string
  /** One request over TLS. Throws when no answer came. */
  send: (request: HttpRequest) => Promise<Extract<Exchange, { outcome: 'answered' }>>
  /** Many requests, answered or not, over TLS unless `scheme` is `http`. */
  plan: (plan: Plan, options?: PlanOptions) => Promise<Exchange[]>
}

export type PlanOptions = { scheme?: 'http' | 'https'; deadlineMs?: number; bodyBytes?: number }

const addresses = z.strictObject({ addresses: z.array(z.string()) })

/** Opens `count` clients in the run's container for clients. Their addresses stand until the run ends. */
export async function openClients(clients: string, edge: Edge, count = 1): Promise<HttpClient[]> {
  const added = await runProgram({ kit: clients }, { name: 'addresses', input: { count } }, addresses)
  return added.addresses.map((from) => clientAt({ kit: clients }, edge, from))
}

/** A client that is this machine: for an edge that somebody else has raised. */
export function clientHere(edge: Edge): HttpClient {
  const client = clientAt('here', edge)
  return {
    ...client,
    plan: (wanted, options) => {
      if (wanted.kind !== 'in turn')
        throw new Error(`live target: expected requests in turn, found ${wanted.kind}`)
      spend(wanted.requests.length)
      return client.plan(wanted, options)
    },
  }
}

function clientAt(vantage: { kit: string } | Here, edge: Edge, address?: string): HttpClient {
  const from = address ?? 'this machine'
  const plan: HttpClient['plan'] = (
    wanted,
    { scheme = 'https', deadlineMs = 5000, bodyBytes = 4096 } = {},
  ) => {
    const to = { address: edge.address, port: scheme === 'https' ? edge.httpsPort : edge.httpPort }
    const tls =
      scheme === 'https'
        ? { tls: { serverName: edge.serverName, ...(edge.ca !== undefined && { ca: edge.ca }) } }
        : {}
    const source = address === undefined ? {} : { from: address }
    const input = { ...to, ...tls, ...source, host: edge.serverName, plan: wanted, bodyBytes, deadlineMs }
    return requestFrom(vantage, input)
  }
  const send: HttpClient['send'] = async (request) => {
    const [exchange] = await plan({ kind: 'in turn', requests: [request] }, { bodyBytes: 1_000_000 })
    if (exchange?.outcome === 'answered') return exchange
    throw new Error(
      `${request.method} ${request.path} from ${from}: expected an answer, found ${exchange?.error}`,
    )
  }
  return { from, send, plan }
}
