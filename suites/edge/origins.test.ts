import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('with the cookies of its user', claim('EDGE-18'), async ({ cors, proof }) => {
  for (const { where, origin, how, mayRead } of cors.seen) {
    const property = `${how} of ${origin} may be read`
    proof.evidence({ ...where, property, expected: false, actual: mayRead })
  }
  const [first] = cors.seen
  const from = first?.where.from ?? 'nobody'
  const property = 'status for a page of our own'
  proof.control({ from, subject: 'edge page', property, expected: 200, actual: cors.own })
})

test('each that takes a password', claim('EDGE-19'), async ({ strictZone, proof }) => {
  for (const { where, name, sent, refused, elsewhere } of strictZone) {
    const property = `refusals of ${sent} requests at once to ${name}`
    proof.evidence({ ...where, property, expected: { atLeast: 1 }, actual: refused })
    const beside = `refusals of ${sent} requests at once elsewhere`
    proof.control({ ...where, property: beside, expected: 0, actual: elsewhere })
  }
})
