import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

const shut = { oneOf: ['timed out', 'unreachable', 'refused', 'no answer'] }

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

test('the internet by TCP', claim('ISO-04'), async ({ wayOut, proof }) => {
  for (const seen of wayOut.internet) {
    const expected = seen.mayCallOut ? 'answered' : shut
    proof.evidence({ ...seen.where, property: 'TCP connect to the internet', expected, actual: seen.outcome })
  }
  proof.control({ ...wayOut.control.internet, property: 'TCP connect to the internet' })
})

test('names and name servers outside', claim('ISO-05'), async ({ outsideNames, proof }) => {
  for (const seen of outsideNames.names.filter((one) => !one.mayCallOut)) {
    proof.evidence({
      ...seen.where,
      property: 'DNS query to the internet',
      expected: shut,
      actual: seen.outcome,
    })
  }
  proof.control({ ...outsideNames.control, property: 'DNS query to the internet' })
})

test('a container of another project', claim('ISO-06'), async ({ wayOut, proof }) => {
  for (const seen of wayOut.neighbour) {
    proof.evidence({
      ...seen.where,
      property: 'TCP connect to another project',
      expected: shut,
      actual: seen.outcome,
    })
  }
  proof.control({ ...wayOut.control.neighbour, property: 'TCP connect within that project' })
})

test('the metadata address', claim('ISO-07'), async ({ wayOut, proof }) => {
  for (const seen of wayOut.metadata.filter((one) => !one.mayCallOut)) {
    proof.evidence({
      ...seen.where,
      property: 'TCP connect to 169.254.169.254',
      expected: shut,
      actual: seen.outcome,
    })
  }
  proof.control({ ...wayOut.control.metadata, property: 'TCP connect to 169.254.169.254' })
})
