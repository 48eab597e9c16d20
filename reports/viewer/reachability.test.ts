import { expect, test } from 'vitest'
import type { Observation } from '../record/run.ts'
import { entry, observation, run } from '../render/sample-run.ts'
import { reachabilityOf } from './reachability.ts'

const tried = (subject: string, expected: Observation['expected'], actual: string, ok: boolean) =>
  observation({ subject, property: 'TCP connect', expected, actual, ok })
const shut = { oneOf: ['refused', 'timed out'] }
const isolation = (...observations: Observation[]) => entry({ observations })

test.for([
  [tried('web to api:8000', 'answered', 'answered', true), 'answered'],
  [tried('web to api:8000', 'answered', 'refused', false), 'missing'],
  [tried('web to api:8000', shut, 'timed out', true), 'closed'],
  [tried('web to api:8000', shut, 'answered', false), 'extra'],
] as const)('%j is %s', ([one, state]) => {
  const seen = reachabilityOf(run({ claims: [isolation(one)] }))
  expect(seen?.cell('web', 'api')).toEqual({ state, details: [`8000: ${one.actual}`], claim: 'ISO-01' })
})

test('of several ports the gravest decides, and each is told', () => {
  const claims = [
    isolation(
      tried('web to api:8000', shut, 'answered', false),
      tried('web to api:22', shut, 'refused', true),
    ),
  ]
  const seen = reachabilityOf(run({ claims }))
  expect(seen?.cell('web', 'api')).toMatchObject({
    state: 'extra',
    details: ['8000: answered', '22: refused'],
  })
})

test('what was tried counts before what was read from files', () => {
  const read = {
    ...tried('web → api:8000', 'shared', 'shared', true),
    property: 'a network that both are on',
  }
  const claims = [
    { ...isolation(read), vantage: 'static' as const },
    isolation(tried('web to api:8000', 'answered', 'refused', false)),
  ]
  expect(reachabilityOf(run({ claims }))?.cell('web', 'api')?.state).toBe('missing')
  expect(reachabilityOf(run({ claims: claims.slice(0, 1) }))?.cell('web', 'api')?.state).toBe('answered')
})

test('rows ask and columns answer; controls and other subjects are no ways', () => {
  const claims = [
    isolation(
      tried('web to api:8000', 'answered', 'answered', true),
      { ...tried('x to y:1', 'answered', 'answered', true), role: 'control' },
      observation({ subject: 'the host' }),
    ),
  ]
  const seen = reachabilityOf(run({ claims }))
  expect([seen?.from, seen?.to]).toEqual([['web'], ['api']])
  expect(seen?.cell('api', 'web')).toBeUndefined()
})

test('a run that tried nothing of the kind has none', () => {
  expect(reachabilityOf(run({ claims: [] }))).toBeUndefined()
})
