import { expect, test } from 'vitest'
import type { Exchange } from '../http.ts'
import { plans } from './pace.ts'

const get = { method: 'GET', path: '/' }
const warm = { method: 'GET', path: '/warm' }

/** Statuses that a server gives in turn, the last one for ever, and all that the plan got beyond warming up. */
async function statuses(given: number[], enough: number): Promise<number[]> {
  let sent = 0
  const send = async ({ path }: { path: string }): Promise<Exchange> => {
    const status = path === '/warm' ? 200 : (given[sent++] ?? given.at(-1) ?? 0)
    return {
      outcome: 'answered',
      status,
      headers: [],
      body: '',
      bodyLength: 0,
      sentMs: 0,
      headMs: 0,
      doneMs: 0,
    }
  }
  const limit = { rate: 1, burst: 0, refusal: 429 }
  const pace = { request: get, perSecond: 1000, count: 5, limit, enough }
  const sendings = await plans({ kind: 'burst then paced', warm, together: [get, get], ...pace }, send)
  return sendings.map((one) => (one.outcome === 'answered' ? one.status : 0))
}

test('a burst of which more is admitted than promised is not paced', async () => {
  expect(await statuses([200], 1)).toEqual([200, 200])
})

test('pacing ends when enough were admitted after the burst', async () => {
  expect(await statuses([200, 429, 429, 200, 429], 1)).toEqual([200, 429, 429, 200])
})

test('pacing ends with its count where too few are admitted', async () => {
  expect(await statuses([200, 429], 1)).toEqual([200, 429, 429, 429, 429, 429, 429])
})
