import { expect, test } from 'vitest'
import { entry, run } from '../../reports/render/sample-run.ts'
import { disagreements } from './agree.ts'

const pass = run({ claims: [entry({ id: 'ISO-01' }), entry({ id: 'ISO-02' })] })

test('runs of the same verdicts agree, in whatever order they stand', () => {
  expect(disagreements([pass, run({ claims: [...pass.claims].reverse() })])).toEqual([])
})

test('a verdict that flips, and a claim that is not everywhere, are told', () => {
  const other = run({ claims: [entry({ id: 'ISO-01', verdict: 'fail' })] })
  expect(disagreements([pass, other, pass])).toEqual([
    'ISO-01 ephemeral: pass, fail, pass',
    'ISO-02 ephemeral: pass, absent, pass',
  ])
})

test('a vantage is an entry of its own', () => {
  const red = entry({ id: 'ISO-01', vantage: 'static', verdict: 'fail' })
  const both = run({ claims: [entry({ id: 'ISO-01' }), red] })
  expect(disagreements([both, both])).toEqual([])
})
