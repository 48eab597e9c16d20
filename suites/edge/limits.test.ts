import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

for (const [zone, id] of [
  ['auth', 'EDGE-05'],
  ['api', 'EDGE-06'],
] as const) {
  test(`as promised, ${zone}`, claim(id), async ({ limits, proof }) => {
    const { where, seen, free } = await limits.measure(zone)
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
    proof.control({
      ...where,
      property: 'blur of that rate',
      expected: seen.blurExpected,
      actual: seen.blur,
    })
    proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: free })
  })
}

test.for(['auth', 'api'] as const)(
  '%s with another forwarding header each time',
  claim('EDGE-07'),
  async (zone, { limits, proof }) => {
    const { where, refused, free } = await limits.forge(zone)
    // How many are admitted is another claim's matter: a client that names its own bucket is never refused.
    proof.evidence({
      ...where,
      property: 'refusals of forged requests',
      expected: { atLeast: 1 },
      actual: refused,
    })
    proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: free })
  },
)

test('by whom the plain one refuses', claim('EDGE-14'), async ({ limits, proof }) => {
  const { where, refused, spellings } = await limits.respell('auth')
  for (const { path, admitted } of spellings) {
    // One of the three may come when the bucket has just gained room.
    const property = `answers to ${path} as if admitted, of 3`
    proof.evidence({ ...where, property, expected: { atMost: 1 }, actual: admitted })
  }
  const property = 'refusals of the plain spelling'
  proof.control({ ...where, property, expected: { atLeast: 1 }, actual: refused })
})

test.for(['auth', 'api'] as const)(
  '%s for a second client',
  claim('EDGE-08'),
  async (zone, { limits, proof }) => {
    const { where, firstRefused, secondRefused, free } = await limits.twoClients(zone)
    proof.evidence({
      ...where,
      property: 'refusals of the first client',
      expected: { atLeast: 1 },
      actual: firstRefused,
    })
    proof.evidence({
      ...where,
      property: 'refusals of the second client',
      expected: 0,
      actual: secondRefused,
    })
    proof.control({ ...where, property: 'status where no limit counts', expected: 200, actual: free })
  },
)
