import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'
import { promises } from './promises.ts'

for (const { id, facts } of promises) {
  test(`as the engine runs it, ${id}`, claim(id), async ({ snapshot, bare, proof }) => {
    for (const one of snapshot) {
      for (const { property, expected, read } of facts(one)) {
        proof.evidence({ ...one.where, property, expected, actual: read(one) })
      }
    }
    for (const { property, without, read } of facts(bare)) {
      proof.control({ ...bare.where, property, expected: without, actual: read(bare) })
    }
  })
}

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

test('what the engine tells of each container', claim('CFG-14'), async ({ disclosure, proof }) => {
  const property = 'secrets that can be read'
  for (const { where, secrets } of disclosure.seen)
    proof.evidence({ ...where, property, expected: [], actual: secrets })
  for (const { where, secrets } of disclosure.control)
    proof.control({ ...where, property, expected: ['canary'], actual: secrets })
})
