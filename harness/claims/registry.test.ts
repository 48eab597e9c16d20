import { expect, test } from 'vitest'
import type { ClaimSpec } from './catalogue.ts'
import { registerClaims } from './registry.ts'
import { data, isolation, registry } from './sample-claims.ts'

const good: ClaimSpec = isolation.claims['ISO-02']
const one = (id: string, over: Partial<ClaimSpec> = {}) => [
  { area: 'a', claims: { [id]: { ...good, ...over } } },
]

test('every claim by its id, with its area', () => {
  expect([...registry.keys()]).toEqual(['ISO-01', 'ISO-02', 'DATA-01'])
  expect(registry.get('DATA-01')).toMatchObject({ area: 'data', id: 'DATA-01' })
})

const faulty: [string, ReturnType<typeof one>, string][] = [
  ['a number too many', one('ISO-0001'), 'an id like AAA-00'],
  ['the prefix of the judge', one('RUN-01'), 'a prefix other than RUN-'],
  ['four words', one('ISO-01', { title: 'One two three four' }), '5 to 12 words, found 4'],
  ['thirteen words', one('ISO-01', { title: 'a '.repeat(13) }), '5 to 12 words, found 13'],
  ['a dot at the end', one('ISO-01', { title: 'Nobody answers on this port.' }), 'without an end mark'],
  ['should', one('ISO-01', { title: 'Nobody should answer on this port' }), 'found "should"'],
  ['no remedy', one('ISO-01', { remedy: ' ' }), 'a remedy'],
  ['no vantage', one('ISO-01', { vantages: [] }), 'a vantage'],
  ['no criterion', one('ISO-01', { criteria: [] }), 'a criterion'],
  ['a criterion without a source', one('ISO-01', { criteria: ['5.10'] }), 'source:reference, found "5.10"'],
]

test.for(faulty)('%s is refused', ([, catalogues, problem]) => {
  expect(() => registerClaims(catalogues)).toThrow(problem)
})

test('an id in two areas, an area twice, all problems in one error', () => {
  const both = () => registerClaims([isolation, { area: 'other', claims: { 'ISO-01': good } }, data, data])
  expect(both).toThrow('claim ISO-01: expected in one area, found in isolation, other')
  expect(both).toThrow('area data: expected one catalogue, found 2')
})
