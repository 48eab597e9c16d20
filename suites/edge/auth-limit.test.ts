import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

// Apart from the other limits: the promised rate is one request in twelve seconds, and this waits for it.
test('log-in', claim('EDGE-05'), async ({ limits, proof }) => {
  const { where, promised, measured } = await limits.measure('auth')
  proof.evidence({ ...where, property: 'requests admitted at once', expected: promised.burst + 1, actual: measured.burst })
  proof.evidence({ ...where, property: 'requests per second admitted', expected: measured.within, actual: measured.rate })
  proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: measured.free })
})
