import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('declared connections', claim('ISO-01'), async ({ matrix, proof }) => {
  for (const seen of matrix.filter((one) => one.declared)) {
    proof.evidence({ ...seen.where, property: 'TCP connect', expected: 'answered', actual: seen.outcome })
  }
  for (const shut of matrix.filter((one) => one.own && one.vacant)) {
    proof.control({
      ...shut.where,
      property: 'TCP connect to a port nobody listens on',
      expected: 'refused',
      actual: shut.outcome,
    })
  }
})

test('all other pairs of services', claim('ISO-02'), async ({ matrix, proof }) => {
  for (const seen of matrix.filter((one) => !one.declared && !one.own && !one.vacant)) {
    const expected = { oneOf: ['timed out', 'unreachable', 'refused'] }
    proof.evidence({ ...seen.where, property: 'TCP connect', expected, actual: seen.outcome })
  }
  for (const own of matrix.filter((one) => one.own && !one.vacant)) {
    proof.control({
      ...own.where,
      property: 'TCP connect to itself',
      expected: 'answered',
      actual: own.outcome,
    })
  }
})
