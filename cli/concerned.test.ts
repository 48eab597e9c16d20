import { expect, test } from 'vitest'
import type { ClaimSpec } from '../harness/claims/catalogue.ts'
import { registerClaims } from '../harness/claims/registry.ts'
import type { Fault } from '../harness/faults/fault.ts'
import type { Role } from '../harness/stack/role.ts'
import { concernedBy } from './concerned.ts'

const spec = (roles: Role[], more: Partial<ClaimSpec> = {}): ClaimSpec => ({
  title: 'This claim has five words',
  severity: 'low',
  criteria: ['plan:3.1'],
  remedy: 'Mend it.',
  vantages: ['ephemeral'],
  roles,
  ...more,
})

const registry = registerClaims([
  {
    area: 'area',
    claims: {
      'AAA-01': spec(['edge']),
      'AAA-02': spec([]),
      'AAA-03': spec(['cache']),
      'AAA-04': spec([], { slow: true }),
      'AAA-05': spec([], { changes: true }),
      'AAA-06': spec(['cache'], { changes: true }),
    },
  },
])

const fault: Fault = {
  ...{ id: 'area-x', title: 'x', cites: 'x', where: 'stack', break: () => {} },
  claims: ['AAA-06'],
  roles: ['edge'],
}

test('a fault is tried by the claims it names and the quick ones that look at its role', () => {
  expect(concernedBy(registry, fault, false)).toEqual(['AAA-06', 'AAA-01', 'AAA-02'])
})

test('in the long run every claim that changes nothing is tried', () => {
  expect(concernedBy(registry, fault, true)).toEqual(['AAA-06', 'AAA-01', 'AAA-02', 'AAA-03', 'AAA-04'])
})
