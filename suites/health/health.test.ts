import { randomUUID } from 'node:crypto'
import type { Broken } from '../../fixtures/broken.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('as the engine reports it', claim('HLT-01'), async ({ containers, sick, proof }) => {
  for (const one of await containers.judged()) {
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

test('one group after another, then all at once', claim('HLT-02'), async ({ operate, proof }) => {
  // Its own check tells of each alone: what the engine makes of it takes long, so that is seen of all together.
  const alone: Broken[] = []
  for (const group of await operate.groups()) alone.push(...(await operate.deafen(group)))
  const together = await operate.deafenAll()
  for (const [what, seen] of [
    ['its own ports refuse', alone],
    ['all ports refuse', together],
  ] as const) {
    for (const one of seen) {
      proof.control({ ...one.where, property: 'health before', expected: 'healthy', actual: one.before })
      if (one.tried === undefined) continue
      const property = `health while ${what}`
      proof.evidence({ ...one.where, property, expected: 'unhealthy', actual: one.tried.whileBroken })
      proof.control({ ...one.where, property: 'health after', expected: 'healthy', actual: one.tried.after })
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

test('for a text that nobody else writes', claim('HLT-05'), async ({ antivirus, proof }) => {
  const text = `stackproof ${randomUUID()}`
  const before = await antivirus.scan(text)
  await antivirus.publish(text)
  const after = await antivirus.found(text, 20_000)
  proof.evidence({
    ...antivirus.where,
    property: 'verdict after its signature was published',
    expected: { includes: 'FOUND' },
    actual: after,
  })
  proof.control({
    ...antivirus.where,
    property: 'verdict before',
    expected: 'stream: OK',
    actual: before,
  })
})
