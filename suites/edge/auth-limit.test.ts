import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

// Apart from the other limits: the promised rate is one request in twelve seconds, and this waits for it.
test('log-in', claim('EDGE-05'), async ({ limits, proof }) => {
  const { where, seen, free } = await limits.measure('auth')
  proof.evidence({
    ...where,
    property: 'requests admitted at once',
    expected: seen.burstExpected,
    actual: seen.burst,
  })
  proof.evidence({
    ...where,
    property: 'requests admitted per second',
    expected: seen.rateExpected,
    actual: seen.rate,
  })
  proof.control({ ...where, property: 'blur of that rate', expected: { atMost: 0.3 }, actual: seen.blur })
  proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: free })
})
