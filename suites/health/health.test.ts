import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('as the engine reports it', claim('HLT-01'), async ({ containers, sick, proof }) => {
  for (const one of await containers.longRunning()) {
    proof.evidence({ ...one.where, property: 'health', expected: 'healthy', actual: one.health })
  }
  for (const one of await containers.oneShots()) {
    proof.evidence({ ...one.where, property: 'exit code', expected: 0, actual: one.exitCode })
  }
  proof.control({
    ...sick.where,
    property: 'health of a container made to fail',
    expected: 'unhealthy',
    actual: sick.health,
  })
})

test('one group after another', claim('HLT-02'), async ({ operate, proof }) => {
  for (const group of await operate.groups()) {
    for (const one of await operate.deafen(group)) {
      const property = 'health while its own ports refuse'
      proof.evidence({ ...one.where, property, expected: 'unhealthy', actual: one.whileBroken })
      proof.control({ ...one.where, property: 'health before', expected: 'healthy', actual: one.before })
      proof.control({ ...one.where, property: 'health after', expected: 'healthy', actual: one.after })
    }
  }
})

test('all at once', claim('HLT-04'), async ({ operate, proof }) => {
  const [stopped, stubborn] = await Promise.all([operate.stopAll(), operate.stopStubborn()])
  for (const one of stopped) {
    proof.evidence({ ...one.where, property: 'exit code', expected: { not: 137 }, actual: one.exitCode })
    proof.evidence({
      ...one.where,
      property: 'seconds until it ended',
      expected: { atMost: one.graceSeconds },
      actual: one.seconds,
    })
  }
  proof.control({ ...stubborn.where, property: 'exit code', expected: 137, actual: stubborn.exitCode })
})
