import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

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
