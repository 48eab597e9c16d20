import { setTimeout as at } from 'node:timers/promises'
import type { Exchange, HttpRequest, Plan } from '../http.ts'

type Send = (request: HttpRequest) => Promise<Exchange>

/** Sends by plan; the exchanges come in the order in which they were sent. */
export async function plans(plan: Plan, send: Send): Promise<Exchange[]> {
  switch (plan.kind) {
    case 'in turn':
      return inTurn(plan.requests, send)
    case 'together':
      return Promise.all(plan.requests.map(send))
    case 'until status':
      return untilStatus(plan, send)
    case 'paced':
      return paced(plan, send)
    case 'burst then paced':
      return burstThenPaced(plan, send)
  }
}

async function burstThenPaced(
  plan: Extract<Plan, { kind: 'burst then paced' }>,
  send: Send,
): Promise<Exchange[]> {
  await Promise.all(plan.together.map(() => send(plan.warm)))
  const burst = await Promise.all(plan.together.map(send))
  const isRefused = (one: Exchange) => one.outcome === 'answered' && one.status === plan.limit.refusal
  // A bucket that is larger than promised, or none at all, has already been found: nothing is timed.
  if (burst.filter((one) => !isRefused(one)).length > admittedAtMost(plan.limit, burst)) return burst
  let admitted = 0
  const sendCounted = async (request: HttpRequest) => {
    const exchange = await send(request)
    if (!isRefused(exchange)) admitted += 1
    return exchange
  }
  return [...burst, ...(await paced(plan, sendCounted, () => admitted >= plan.enough))]
}

/** Of a burst: what the bucket holds, and what leaks out of it before the last is answered. */
export function admittedAtMost(
  { rate, burst }: { rate: number; burst: number },
  sent: readonly { sentMs: number; doneMs: number }[],
): number {
  const took = Math.max(0, ...sent.map((one) => one.doneMs)) - Math.min(...sent.map((one) => one.sentMs))
  return burst + 1 + Math.floor((rate * took) / 1000)
}

async function inTurn(requests: HttpRequest[], send: Send): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  for (const request of requests) exchanges.push(await send(request))
  return exchanges
}

async function untilStatus(plan: Extract<Plan, { kind: 'until status' }>, send: Send): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  while (exchanges.length < plan.atMost) {
    const exchange = await send(plan.request)
    exchanges.push(exchange)
    if (exchange.outcome === 'answered' && exchange.status === plan.status) break
  }
  return exchanges
}

/** Start times are fixed in advance, so a slow answer does not slow the pace down. */
async function paced(
  plan: { request: HttpRequest; perSecond: number; count: number },
  send: Send,
  done = () => false,
): Promise<Exchange[]> {
  const started = performance.now()
  const sent: Promise<Exchange>[] = []
  for (let index = 0; index < plan.count; index += 1) {
    await at(Math.max(0, started + (index * 1000) / plan.perSecond - performance.now()))
    if (done()) break
    sent.push(send(plan.request))
  }
  return Promise.all(sent)
}
