import { setTimeout as sleep } from 'node:timers/promises'
import { cookieOf } from '../../fixtures/practice.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

/** Less than what the API itself waits before it says that it is still there. */
const listenMs = 5_000

test('from our own page', claim('EDGE-20'), async ({ client, practice, sockets, target, proof }) => {
  const { where } = sockets
  const cookie = cookieOf(practice)
  const asked = {
    'of whoever is logged in': { expected: 101, seen: await sockets.open({ cookie }) },
    'without a cookie': { expected: 401, seen: await sockets.open({}) },
    'with a cookie that is made up': {
      expected: 401,
      seen: await sockets.open({ cookie: 'session=forged' }),
    },
    'of a page of another origin': {
      expected: 403,
      seen: await sockets.open({ cookie, origin: 'https://stranger.test' }),
    },
    'of a page without an origin': { expected: 403, seen: await sockets.open({ cookie, origin: 'null' }) },
  }
  for (const [who, { expected, seen }] of Object.entries(asked))
    proof.evidence({ ...where, property: `status ${who}`, expected, actual: seen })
  const health = await client.https({ method: 'GET', path: target.config.endpoints.health })
  proof.control({ ...where, property: 'status of its health', expected: 200, actual: health.status })
})

test('that hears of changes', claim('APP-25'), async ({ logIn, sockets, proof }) => {
  const { where } = sockets
  const [person, stranger] = [await logIn(), await logIn()]
  const pages = Promise.all([person, stranger].map((one) => sockets.listen(cookieOf(one), listenMs)))
  // Whenever a socket has come to stand, there is one more to hear of.
  for (let client = 0; client < 6; client += 1) {
    await person.addClient('Quiet River')
    await sleep(listenMs / 10)
  }
  const [own, other] = await pages
  const of = (whose: string) => ({ ...where, property: `what a page of ${whose} hears` })
  proof.evidence({
    ...of('another practice'),
    expected: { not: 'a frame' },
    actual: other?.what ?? 'no answer',
  })
  proof.control({ ...of('the same practice'), expected: 'a frame', actual: own?.what ?? 'no answer' })
})
