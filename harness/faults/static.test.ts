import { expect, test } from 'vitest'
import type { Rule } from '../claims/rule.ts'
import { sampleModel } from '../model/sample.ts'
import { servicesOf } from '../model/services.ts'
import type { Fault } from './fault.ts'
import { runStaticFaults } from './static.ts'

/** Red where a service has the attribute. */
function forbids(claim: string, key: string): Rule {
  return {
    claim,
    read: (model) =>
      servicesOf(model).map(({ subject, service }) => {
        const actual = service[key] === true
        return { subject, property: key, expected: false, actual, ok: !actual }
      }),
    bad: () => sampleModel({ services: { any: { [key]: true } } }),
  }
}

const rules = [forbids('AAA-01', 'one'), forbids('AAA-02', 'two')]
const model = sampleModel({ services: { app: {}, store: {} } }, { roles: { api: 'app', database: 'store' } })

function fault(more: Partial<Fault>): Fault {
  const plain = {
    id: 'a-fault',
    title: 'It breaks',
    cites: 'a trap',
    claims: ['AAA-01'],
    roles: [],
    where: 'static',
  } as const
  return { ...plain, break: ({ service }) => void Object.assign(service('api'), { one: true }), ...more }
}

test('a fault whose claims turn red on the faulted subject, and no other, is killed', () => {
  const [entry] = runStaticFaults(model, rules, [fault({})])
  expect(entry).toMatchObject({ id: 'a-fault', outcome: 'killed', by: ['AAA-01'], kind: 'named' })
  expect(entry?.durationMs).toBeGreaterThan(0)
})

test('the model that is given stays as it was', () => {
  const before = structuredClone(model.compose)
  runStaticFaults(model, rules, [fault({})])
  expect(model.compose).toEqual(before)
})

test('a fault that no rule sees survives', () => {
  const unseen = fault({ break: ({ service }) => void Object.assign(service('api'), { three: true }) })
  const [entry] = runStaticFaults(model, rules, [unseen])
  expect(entry).toMatchObject({
    outcome: 'survived',
    by: [],
    reason: expect.stringMatching(/AAA-01 expected fail/),
  })
})

test('a fault of which one claim stays green survives', () => {
  const [entry] = runStaticFaults(model, rules, [fault({ claims: ['AAA-01', 'AAA-02'] })])
  expect(entry).toMatchObject({ outcome: 'survived', by: ['AAA-01'] })
})

test('a claim that it does not name is told as disturbed', () => {
  const both = fault({ break: ({ service }) => void Object.assign(service('api'), { one: true, two: true }) })
  const [entry] = runStaticFaults(model, rules, [both])
  expect(entry).toMatchObject({ outcome: 'survived', disturbed: ['AAA-02'] })
})

test('red on another subject than the faulted one does not kill', () => {
  const blind: Rule = {
    ...forbids('AAA-01', 'one'),
    read: ({ compose }) => [
      {
        subject: 'elsewhere',
        property: 'one',
        expected: 0,
        actual: 1,
        ok: compose.services.app?.one !== true,
      },
    ],
  }
  expect(runStaticFaults(model, [blind], [fault({})])).toMatchObject([{ outcome: 'survived' }])
})

test('a claim that is red before is an error, never killed', () => {
  const sick = sampleModel({ services: { app: { one: true }, store: {} } }, { roles: { api: 'app' } })
  const more = fault({ break: ({ service }) => void Object.assign(service('api'), { four: true }) })
  expect(runStaticFaults(sick, rules, [more])).toMatchObject([
    { outcome: 'error', reason: expect.stringMatching(/^not green before: AAA-01 fail \(/) },
  ])
})

test.for([
  ['changes nothing', {}, /expected a change of the model, found none/],
  [
    'throws',
    {
      break: () => {
        throw new Error('cannot')
      },
    },
    /cannot/,
  ],
  ['names only claims that no rule tries', { claims: ['AAA-99'] }, /not green before: AAA-99/],
] as const)('one that %s is an error', ([what, more, reason]) => {
  const nothing = what === 'changes nothing' ? { break: () => {} } : {}
  const [entry] = runStaticFaults(model, rules, [fault({ ...more, ...nothing })])
  expect(entry).toMatchObject({ outcome: 'error', reason: expect.stringMatching(reason) })
})

test('left out: faults of roles that are not there, and stack faults of other vantages', () => {
  const faults = [fault({ roles: ['cache'] }), fault({ where: 'stack', claims: ['AAA-99'] })]
  expect(runStaticFaults(model, rules, faults)).toEqual([])
})

test('of a stack fault the claims count that a rule tries', () => {
  const [entry] = runStaticFaults(model, rules, [fault({ where: 'stack', claims: ['AAA-01', 'AAA-99'] })])
  expect(entry).toMatchObject({ outcome: 'killed', claims: ['AAA-01'] })
})
