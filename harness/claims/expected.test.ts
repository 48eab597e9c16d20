import { expect, test } from 'vitest'
import type { ConfigPart } from '../stack/config-parts.ts'
import type { Role } from '../stack/role.ts'
import { type ClaimProfile, expectedClaims } from './expected.ts'
import { registerClaims } from './registry.ts'
import { data, registry } from './sample-claims.ts'

const both: Role[] = ['database', 'worker']
const asked = (profile: ClaimProfile, roles: Role[] = both, only?: string[]): string[] | unknown => {
  const result = expectedClaims({ registry, profile, roles, parts: [], ...(only && { only }) })
  return result.kind === 'expected'
    ? result.claims.map(({ claim, vantage }) => `${claim} ${vantage}`)
    : result.names
}

const cases: [string, unknown, unknown][] = [
  ['a gate', asked('gate'), ['ISO-01 static', 'ISO-01 ephemeral', 'ISO-02 ephemeral', 'DATA-01 ephemeral']],
  ['an inspection', asked('inspect'), ['ISO-01 static']],
  [
    'a stack without a worker',
    asked('gate', ['database']),
    ['ISO-01 static', 'ISO-01 ephemeral', 'DATA-01 ephemeral'],
  ],
  ['one area', asked('gate', both, ['data']), ['DATA-01 ephemeral']],
  ['one id in lower case', asked('gate', both, ['iso-02']), ['ISO-02 ephemeral']],
  ['an area and an id', asked('gate', both, ['data', 'ISO-02']), ['ISO-02 ephemeral', 'DATA-01 ephemeral']],
  ['a typo', asked('gate', both, ['ISO-01', 'isolaton']), [{ name: 'isolaton', nearest: ['isolation'] }]],
  ['an unknown id', asked('gate', both, ['DATA-11']), [{ name: 'DATA-11', nearest: ['DATA-01', 'data'] }]],
  ['nothing alike', asked('gate', both, ['x-ray-machine']), [{ name: 'x-ray-machine', nearest: [] }]],
]

test('a part of the config that a claim needs is expected with it, and not without', () => {
  const needy = { ...data.claims['DATA-01'], needs: ['database.superuser' as const] }
  const own = registerClaims([{ area: 'data', claims: { 'DATA-02': needy } }])
  const ask = (parts: ConfigPart[]) => expectedClaims({ registry: own, profile: 'gate', roles: both, parts })
  expect(ask([])).toEqual({ kind: 'expected', claims: [] })
  expect(ask(['database.superuser'])).toMatchObject({ claims: [{ claim: 'DATA-02' }] })
})

test.for(cases)('%s', ([, found, wanted]) => {
  expect(found).toEqual(wanted)
})
