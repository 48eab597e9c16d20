import { cookieOf } from '../../fixtures/practice.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

// What waits longest begins first.
test('of a page left open', claim('EDGE-21'), async ({ practice, sockets, proof }) => {
  const { where, promisedSeconds } = sockets
  const { status, what, afterMs } = await sockets.listen(cookieOf(practice))
  proof.evidence({
    ...where,
    property: `what comes first within ${promisedSeconds} s of silence`,
    expected: 'a frame',
    actual: what,
  })
  proof.control({ ...where, property: 'status of the handshake', expected: 101, actual: status })
  proof.control({ ...where, property: 'ms until then', expected: { atLeast: 1 }, actual: afterMs })
})

test('letter by letter', claim('EDGE-16'), async ({ slowClients, proof }) => {
  const { where, promisedSeconds, opened, openEarly, openLate } = slowClients
  const property = `connections left after ${promisedSeconds} s`
  proof.evidence({ ...where, property, expected: 0, actual: openLate })
  proof.control({ ...where, property: 'connections made', expected: { atLeast: 1 }, actual: opened })
  proof.control({
    ...where,
    property: 'connections left after a second',
    expected: opened,
    actual: openEarly,
  })
})

test('of a client', claim('EDGE-22'), async ({ slowBodies, proof }) => {
  const { where, name, opened, refused, refusedDirectly } = slowBodies
  const property = `refusals of ${name} before the body has ended`
  proof.evidence({ ...where, property, expected: 0, actual: refused })
  proof.control({ ...where, property: 'connections made', expected: { atLeast: 1 }, actual: opened })
  const direct = { from: 'inside edge', subject: 'api' }
  proof.control({ ...direct, property, expected: { atLeast: 1 }, actual: refusedDirectly })
})

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
