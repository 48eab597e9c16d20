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
