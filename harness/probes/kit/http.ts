import { Pool } from 'undici'
import type { Exchange, HttpInput, HttpRequest } from '../http.ts'
import { plans } from './pace.ts'

/** Sends requests as the plan says, from one source address, follows no redirect. Times count from its start. */
export async function request(input: HttpInput): Promise<Exchange[]> {
  const scheme = input.tls === undefined ? 'http' : 'https'
  const pool = new Pool(`${scheme}://${input.address}:${input.port}`, {
    allowH2: false,
    pipelining: 1,
    ...(input.from !== undefined && { localAddress: input.from }),
    connect: {
      ...(input.tls && tlsOptions(input.tls)),
      timeout: input.deadlineMs,
    },
  })
  const started = performance.now()
  try {
    return await plans(input.plan, (wanted) => exchange(pool, wanted, input, started))
  } finally {
    await pool.destroy()
  }
}

function tlsOptions({ serverName, ca }: NonNullable<HttpInput['tls']>) {
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
      body: wanted.body ?? null,
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
