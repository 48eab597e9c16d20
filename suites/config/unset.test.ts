import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('each variable left unset in turn', claim('CFG-08'), async ({ settings, proof }) => {
  for (const one of settings.leftUnset) {
    proof.evidence({
      ...one.where,
      property: 'what Compose says',
      expected: { includes: one.name },
      actual: one.said,
    })
    proof.evidence({ ...one.where, property: 'exit code', expected: { not: 0 }, actual: one.exitCode })
  }
  proof.control({
    ...settings.where,
    property: 'exit code with all of them',
    expected: 0,
    actual: settings.whole,
  })
})
