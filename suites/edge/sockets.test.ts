import { cookieOf } from '../../fixtures/practice.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

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
