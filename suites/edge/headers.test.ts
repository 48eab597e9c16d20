import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('each header on each kind of response', claim('EDGE-04'), async ({ responses, target, proof }) => {
  for (const { where, status, answer } of responses) {
    proof.control({ ...where, property: 'kind of response', expected: status, actual: answer.status })
    for (const [header, value] of Object.entries(target.config.headers)) {
      proof.evidence({ ...where, property: header, expected: [value], actual: answer.headers(header) })
    }
  }
})

test('in each kind of response', claim('EDGE-10'), async ({ responses, proof }) => {
  for (const { where, status, answer } of responses) {
    proof.control({ ...where, property: 'kind of response', expected: status, actual: answer.status })
    proof.evidence({
      ...where,
      property: 'server',
      expected: { matches: '^[A-Za-z]*$' },
      actual: answer.headers('server').join(' '),
    })
    proof.evidence({
      ...where,
      property: 'x-powered-by',
      expected: [],
      actual: answer.headers('x-powered-by'),
    })
  }
})
