import { expect, test } from 'vitest'
import { entry, failedEntry, observation, run } from '../render/sample-run.ts'
import { anchorOf, linked, searchIn } from './matches.ts'

const two = [
  entry({ vantage: 'static' }),
  entry({ verdict: 'fail', observations: [observation({ ok: false })] }),
]

test.for([
  ['#ISO-01-static', 0],
  ['#iso-01-static', 0],
  ['#ISO-01', 1],
  ['#%49SO-01', 1],
] as const)('%s is a link to claim %i', ([fragment, at]) => {
  expect(linked(run({ claims: two }), fragment)).toBe(two[at])
})

test.for(['#ISO-99', '', '#%'])('%j is a link to none', (fragment) => {
  expect(linked(run({ claims: two }), fragment)).toBeUndefined()
})

test('an anchor names the claim and its vantage', () => {
  expect(anchorOf(failedEntry)).toBe('ISO-02-ephemeral')
})

test.for([
  ['', 3],
  ['iso-02', 1],
  ['FAIL open', 1],
  ['hipaa:164', 1],
  ['database web', 3],
  ['nobody-knows', 0],
] as const)('%j finds %i claims', ([query, count]) => {
  const claims = [entry(), failedEntry, entry({ id: 'CFG-01', criteria: ['hipaa:164.312(a)(1)'] })]
  expect(searchIn(claims)(query)).toHaveLength(count)
})
