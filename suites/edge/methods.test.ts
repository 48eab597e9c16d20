import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('what proxies and debuggers know', claim('EDGE-13'), async ({ client, places, proof }) => {
  // The edge's own health and what is missing are answered alike whatever is asked.
  for (const { name, request } of places.filter(({ name }) => ['page', 'api'].includes(name))) {
    const where = { from: client.name, subject: `edge ${name}` }
    for (const method of ['TRACE', 'TRACK', 'DEBUG', 'PROPFIND']) {
      const { status } = await client.https({ ...request, method })
      proof.evidence({
        ...where,
        property: `status of ${method}`,
        expected: { atLeast: 400 },
        actual: status,
      })
    }
    const { status } = await client.https(request)
    proof.control({ ...where, property: 'status of GET', expected: 200, actual: status })
  }
})
