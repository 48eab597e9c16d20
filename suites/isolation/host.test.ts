import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('ports of the stack on every address of the host', claim('ISO-03'), async ({ exposure, proof }) => {
  for (const port of exposure) {
    const expected = port.promised ? 'answered' : { oneOf: ['refused', 'timed out', 'unreachable'] }
    proof.evidence({ ...port.where, property: 'TCP connect', expected, actual: port.outcome })
  }
  for (const port of exposure.filter((one) => one.promised)) {
    proof.control({ ...port.where, property: 'the edge is seen', expected: 'answered', actual: port.outcome })
  }
})

test('listeners of the host seen through each gateway', claim('ISO-08'), async ({ gateways, proof }) => {
  for (const seen of gateways.listeners) {
    const expected = {
      oneOf: seen.allowed ? ['answered', 'refused', 'timed out'] : ['refused', 'timed out', 'unreachable'],
    }
    proof.evidence({ ...seen.where, property: 'TCP connect', expected, actual: seen.outcome })
  }
  for (const ours of gateways.controls) {
    proof.control({
      ...ours.where,
      property: 'a listener of ours',
      expected: 'answered',
      actual: ours.outcome,
    })
  }
})
