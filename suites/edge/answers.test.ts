import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('of each kind', claim('EDGE-15'), async ({ answers, proof }) => {
  const property = 'secrets that can be read'
  for (const { where, secrets } of answers.seen)
    proof.evidence({ ...where, property, expected: [], actual: secrets })
  for (const { where, secrets } of answers.control)
    proof.control({ ...where, property, expected: ['canary'], actual: secrets })
})
