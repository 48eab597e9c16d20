import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Exchange, type Plan, requestFrom } from '../probes/http.ts'
import type { StackConfig } from '../stack/config.ts'
import { EnvironmentError } from '../stack/failure.ts'
import { hopsFrom } from './hops.ts'
import { isConnectionError, whyNoAnswer } from './no-answer.ts'
import type { LiveTarget } from './target.ts'

/** A deploy as a call names it. */
export type NamedDeploy = {
  url: URL
  /** Where to connect in place of what the name resolves to. */
  address?: string
  httpPort: number
  /** Where HTTPS answers, in place of the URL's port. */
  httpsPort?: number
  /** PEM of its authority; absent: those that everyone trusts. */
  ca?: string
}

type Promised = Pick<StackConfig, 'endpoints' | 'recognise'>

const tries = 3
/** Of one request, and between two; three of them end within a minute. */
const usual = { deadlineMs: 15_000, pauseMs: 2_000 }
type Patience = typeof usual

/**
 * Finds a deploy: its name resolves, its certificate holds, its health answers 200, and it is the application that it
 * should be. Connection errors are tried three times; nothing is written.
 * @throws EnvironmentError that says at which of these steps it ended.
 */
export async function findDeploy(
  named: NamedDeploy,
  promised: Promised,
  patience: Patience = usual,
): Promise<LiveTarget> {
  const target = await targetOf(named)
  const ask = (path: string) => askOnce(target, path, patience)
  const answer = await firstAnswer(named, () => ask(promised.endpoints.health), patience)
  const place = `${named.url.origin}${promised.endpoints.health}`
  if (answer.status >= 300 && answer.status < 400) throw lost(place, await hopsFrom(answer, place, ask))
  if (answer.status !== 200) throw lost(place, `status ${answer.status}${titleOf(answer.body)}`)
  if (promised.recognise !== undefined) await recognise(named, promised.recognise, ask)
  return target
}

async function targetOf({ url, address, httpPort, httpsPort, ca }: NamedDeploy): Promise<LiveTarget> {
  const serverName = url.hostname.replace(/^\[|\]$/g, '')
  return {
    address: address ?? (await resolve(serverName)),
    httpPort,
    httpsPort: httpsPort ?? Number(url.port || 443),
    serverName,
    origin: url.origin,
    ...(ca !== undefined && { ca }),
  }
}

async function resolve(name: string): Promise<string> {
  if (isIP(name) !== 0) return name
  try {
    return (await lookup(name)).address
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new EnvironmentError(
      `name ${name}: expected an address, found none (${code})`,
      'mend the URL or the name service, or name the address with --address',
    )
  }
}

type Answered = Extract<Exchange, { outcome: 'answered' }>

async function firstAnswer(
  { url }: NamedDeploy,
  ask: () => Promise<Exchange>,
  { deadlineMs, pauseMs }: Patience,
): Promise<Answered> {
  for (let left = tries; ; left -= 1) {
    const seen = await ask()
    if (seen.outcome === 'answered') return seen
    if (left > 1 && isConnectionError(seen.error)) await pause(pauseMs)
    else throw new EnvironmentError(...whyNoAnswer(url.origin, seen.error, deadlineMs))
  }
}

async function askOnce(target: LiveTarget, path: string, { deadlineMs }: Patience): Promise<Exchange> {
  const { address, httpsPort: port, serverName, ca = 'public', origin } = target
  const host = new URL(origin).host
  const plan: Plan = { kind: 'in turn', requests: [{ method: 'GET', path }] }
  const input = { address, port, host, tls: { serverName, ca }, plan, bodyBytes: 200_000, deadlineMs }
  const [seen] = await requestFrom('here', input)
  return seen ?? { outcome: 'failed', error: 'no answer', sentMs: 0, doneMs: 0 }
}

async function recognise(
  { url }: NamedDeploy,
  { path, includes }: NonNullable<Promised['recognise']>,
  ask: (path: string) => Promise<Exchange>,
): Promise<void> {
  const seen = await ask(path)
  if (seen.outcome === 'answered' && seen.body.includes(includes)) return
  const found =
    seen.outcome === 'answered' ? `status ${seen.status}${titleOf(seen.body)} without it` : seen.error
  throw new EnvironmentError(
    `${url.origin}${path}: expected a page with ${includes}, found ${found}`,
    'this is another application, or a page in its place: mend the URL, or recognise in the config',
  )
}

function lost(place: string, found: string): EnvironmentError {
  return new EnvironmentError(
    `${place}: expected status 200, found ${found}`,
    'read the logs of the edge and of what is behind it; if this is another application, mend the URL',
  )
}

/** What a page calls itself tells a maintenance page from a broken gateway. */
function titleOf(body: string): string {
  const title = /<title>([^<]{1,80})/i.exec(body)?.[1]?.trim()
  return title ? ` and a page titled "${title}"` : ''
}
