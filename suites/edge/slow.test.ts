import { cookieOf } from '../../fixtures/practice.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

// Side by side: all that they do is wait.
test.concurrent('letter by letter', claim('EDGE-16'), async ({ slowClients, proof }) => {
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

test.concurrent('of a page left open', claim('EDGE-21'), async ({ practice, sockets, proof }) => {
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

test.concurrent('of a client', claim('EDGE-22'), async ({ slowBodies, proof }) => {
  const { where, name, opened, refused, refusedDirectly } = slowBodies
  const property = `refusals of ${name} before the body has ended`
  proof.evidence({ ...where, property, expected: 0, actual: refused })
  proof.control({ ...where, property: 'connections made', expected: { atLeast: 1 }, actual: opened })
  const direct = { from: 'inside edge', subject: 'api' }
  proof.control({ ...direct, property, expected: opened, actual: refusedDirectly })
})
