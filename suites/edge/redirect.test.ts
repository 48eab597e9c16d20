import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('plain HTTP on every kind of path', claim('EDGE-01'), async ({ client, places, target, proof }) => {
  for (const place of places) {
    const answer = await client.http(place.request)
    const where = { from: client.name, subject: `edge ${place.name}` }
    proof.evidence({ ...where, property: 'status over HTTP', expected: 301, actual: answer.status })
    proof.evidence({
      ...where,
      property: 'location',
      expected: client.url(place.request),
      actual: answer.header('location'),
    })
  }
  const secure = await client.https({ method: 'GET', path: target.config.endpoints.health })
  proof.control({
    from: client.name,
    subject: 'edge health',
    property: 'status over HTTPS',
    expected: { atMost: 299 },
    actual: secure.status,
  })
})
