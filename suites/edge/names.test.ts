import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('over both schemes, on every kind of path', claim('EDGE-09'), async ({ client, places, proof }) => {
  for (const { name, request } of places) {
    const foreign = { ...request, headers: { host: 'stranger.test' } }
    for (const scheme of ['http', 'https'] as const) {
      const where = { from: client.name, subject: `edge ${name} over ${scheme}` }
      const answer = await client[scheme](foreign)
      proof.evidence({
        ...where,
        property: 'status of another host name',
        expected: { oneOf: [400, 403, 404, 421] },
        actual: answer.status,
      })
      proof.evidence({
        ...where,
        property: 'location of another host name',
        expected: null,
        actual: answer.header('location'),
      })
    }
    const own = await client.https(request)
    proof.control({
      from: client.name,
      subject: `edge ${name}`,
      property: 'status of its own host name differs',
      expected: { not: 421 },
      actual: own.status,
    })
  }
})
