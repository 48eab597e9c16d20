import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('API', claim('EDGE-06'), async ({ limits, proof }) => {
  const { where, promised, measured } = await limits.measure('api')
  // While a burst is sent the bucket drains: at this rate up to two more are admitted.
  const burst = { between: [promised.burst + 1, promised.burst + 3] as [number, number] }
  proof.evidence({ ...where, property: 'requests admitted at once', expected: burst, actual: measured.burst })
  proof.evidence({ ...where, property: 'requests per second admitted', expected: measured.within, actual: measured.rate })
  proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: measured.free })
})

test.for(['auth', 'api'] as const)('%s with a new forwarding header each time', claim('EDGE-07'), async (zone, { limits, proof }) => {
  const { where, promised, forged, free } = await limits.forge(zone)
  proof.evidence({ ...where, property: 'status with a forged X-Forwarded-For', expected: promised.refusal, actual: forged })
  proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: free })
})

test.for(['auth', 'api'] as const)('%s for a second client', claim('EDGE-08'), async (zone, { limits, proof }) => {
  const { where, promised, first, second, free } = await limits.twoClients(zone)
  proof.evidence({ ...where, property: 'status for the first client', expected: promised.refusal, actual: first })
  proof.evidence({ ...where, property: 'status for a second client', expected: { not: promised.refusal }, actual: second })
  proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: free })
})
