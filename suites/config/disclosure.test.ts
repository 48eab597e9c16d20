import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('what the engine tells of each container', claim('CFG-14'), async ({ disclosure, proof }) => {
  const property = 'secrets that can be read'
  for (const { where, secrets } of disclosure.seen)
    proof.evidence({ ...where, property, expected: [], actual: secrets })
  for (const { where, secrets } of disclosure.control)
    proof.control({ ...where, property, expected: ['canary'], actual: secrets })
})
