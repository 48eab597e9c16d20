import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('of the API', claim('EDGE-11'), async ({ client, operate, stack, proof }) => {
  const where = { from: client.name, subject: 'edge to api' }
  const request = { method: 'GET', path: stack.config.endpoints.api ?? '/' }
  const first = await client.https(request)
  const { before, after } = await operate.move({ role: 'api', peer: 'edge' })
  const status = await client.statusWithin(request, 200, 10_000)
  proof.evidence({ ...where, property: 'status once it has another address', expected: 200, actual: status })
  proof.control({ ...where, property: 'status before', expected: 200, actual: first.status })
  proof.control({ ...where, property: 'address of the api', expected: { not: before }, actual: after })
})
