import { expect, test } from 'vitest'
import { claimTags, createClaim } from './claim.ts'
import { data, isolation } from './sample-claims.ts'

const catalogues = [isolation, data] as const
const claim = createClaim(catalogues)

test('area and id are tags, and the caller is the source', () => {
  const details = claim('ISO-02')
  expect(details.tags).toEqual(['isolation', 'ISO-02'])
  expect(details.meta).toEqual({ claim: 'ISO-02', source: 'harness/claims/claim.test.ts:9' })
})

test('a claim that changes something says so', () => {
  expect(claim('DATA-01').tags).toEqual(['data', 'DATA-01', 'changes'])
})

test('an unknown id fails the types, and at run time', () => {
  // @ts-expect-error no catalogue has this id
  expect(() => claim('ISO-99')).toThrow('claim ISO-99: expected in a catalogue, found in none')
})

test('every tag that a claim gives is declared once', () => {
  const names = claimTags(catalogues).map(({ name }) => name)
  expect(names).toEqual(['isolation', 'ISO-01', 'ISO-02', 'data', 'DATA-01', 'changes'])
})
