import { isIPv6 } from 'node:net'
import { buildConnector, Pool } from 'undici'
import type { Exchange, HttpInput, HttpRequest } from '../http.ts'
import { addressOf } from './address.ts'
import { plans } from './pace.ts'

/** Sends requests as the plan says, from one source address, follows no redirect. Times count from its start. */
export async function request(input: HttpInput): Promise<Exchange[]> {
  const scheme = input.tls === undefined ? 'http' : 'https'
  const address = await addressOf(input.address)
  if (address === undefined) return plans(input.plan, async () => unresolved(input))
  const host = isIPv6(address) ? `[${address}]` : address
  const pool = new Pool(`${scheme}://${host}:${input.port}`, { pipelining: 1, connect: connector(input) })
  const started = performance.now()
  try {
    return await plans(input.plan, (wanted) => exchange(pool, wanted, input, started))
  } finally {
    await pool.destroy()
  }
}

/** The name in the handshake is the one that is asked for, whatever a request's Host header says. */
function connector({ tls, from, deadlineMs }: HttpInput): buildConnector.connector {
  const connect = buildConnector({ allowH2: false, timeout: deadlineMs, ...(tls && tlsOptions(tls)) })
  const fixed = {
    ...(tls && { servername: tls.serverName }),
    ...(from !== undefined && { localAddress: from }),
  }
  return (target, done) => connect({ ...target, ...fixed }, done)
}

function unresolved({ address }: HttpInput): Exchange {
  return { outcome: 'failed', error: `name ${address} not resolved`, sentMs: 0, doneMs: 0 }
}

function tlsOptions({ serverName, ca }: NonNullable<HttpInput['tls']>) {
  if (ca === 'public') return { servername: serverName }
  return { servername: serverName, ...(ca === undefined ? { rejectUnauthorized: false } : { ca }) }
}

async function exchange(
  pool: Pool,
  wanted: HttpRequest,
  input: HttpInput,
  started: number,
): Promise<Exchange> {
  const now = () => Math.round((performance.now() - started) * 10) / 10
  const sentMs = now()
  try {
    const response = await pool.request({
      method: wanted.method,
      path: wanted.path,
      headers: { host: input.host, ...wanted.headers },
      body: bodyOf(wanted),
      responseHeaders: 'raw',
      signal: AbortSignal.timeout(input.deadlineMs),
    })
    const headMs = now()
    const body = Buffer.from(await response.body.arrayBuffer())
    const head = { status: response.statusCode, headers: pairs(response.headers) }
    const content = { body: body.toString('utf8', 0, input.bodyBytes), bodyLength: body.length }
    return { outcome: 'answered', ...head, ...content, sentMs, headMs, doneMs: now() }
  } catch (error) {
    return { outcome: 'failed', error: reasonOf(error), sentMs, doneMs: now() }
  }
}

function bodyOf({ body, bodyBase64, bodySize }: HttpRequest): string | Buffer | null {
  if (bodySize !== undefined) return Buffer.alloc(bodySize)
  return bodyBase64 === undefined ? (body ?? null) : Buffer.from(bodyBase64, 'base64')
}

/** With `responseHeaders: 'raw'` undici gives names and values in turn, none merged. */
function pairs(raw: unknown): [string, string][] {
  if (!Array.isArray(raw)) throw new Error(`headers: expected a list, found ${typeof raw}`)
  return raw.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[String(name), String(raw[at + 1])]] : [],
  )
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${error.message}` : error.message
}
