import { expect, test } from 'vitest'
import type { StackModel } from '../model/model.ts'
import { stackConfig } from '../stack/config.ts'
import { judge } from './judge.ts'
import type { Rule } from './rule.ts'
import { runRules } from './rules.ts'
import { input } from './sample-claims.ts'

const config = stackConfig.parse({
  name: 'sample',
  compose: { files: ['compose.yml'], envFile: '.env' },
  roles: { database: 'db' },
  prepare: { command: ['true'] },
  variables: { address: 'A', httpPort: 'B', httpsPort: 'C' },
  edge: { serverName: 'sample.test', ca: 'ca.crt' },
  endpoints: { health: '/health' },
  intent: { reach: [], egress: [] },
})
const model = (published: Record<string, boolean>): StackModel => ({
  compose: {
    services: Object.fromEntries(
      Object.entries(published).map(([name, has]) => [name, has ? { ports: [{ target: 5432 }] } : {}]),
    ),
    networks: {},
    volumes: {},
    secrets: {},
  },
  services: { database: Object.keys(published) },
  config,
  locate: () => 'compose.yml:7',
})
const noPorts: Rule = {
  claim: 'ISO-01',
  read: ({ compose, locate }) =>
    Object.entries(compose.services).map(([name, { ports = [] }]) => ({
      subject: name,
      property: 'published ports',
      expected: 0,
      actual: ports.length,
      ok: ports.length === 0,
      file: locate('services', name, 'ports'),
    })),
  bad: () => model({ db: true }),
}

const cases: [string, Rule[], StackModel, string][] = [
  ['as promised', [noPorts], model({ db: false }), 'pass'],
  ['a published port', [noPorts], model({ db: true, api: false }), 'fail'],
  ['nothing to examine', [noPorts], model({}), 'error'],
  [
    'a rule blind to its own bad sample',
    [{ ...noPorts, bad: () => model({ db: false }) }],
    model({ db: false }),
    'error',
  ],
  ['a rule whose bad sample is empty', [{ ...noPorts, bad: () => model({}) }], model({ db: false }), 'error'],
  [
    'a second rule that examines nothing',
    [noPorts, { ...noPorts, read: () => [] }],
    model({ db: false }),
    'error',
  ],
]

test.for(cases)('%s', ([, rules, given, verdict]) => {
  const statics = runRules(rules, given)
  const expected = [{ claim: 'ISO-01', vantage: 'static' as const }]
  expect(judge(input([], { expected, recorded: [], statics })).claims.map((one) => one.verdict)).toEqual([
    verdict,
  ])
})

test('a rule that throws keeps its claim, as an error', () => {
  const broken: Rule = {
    ...noPorts,
    read: () => {
      throw new Error('no such node')
    },
  }
  expect(runRules([broken], model({ db: false }))).toMatchObject([{ claim: 'ISO-01', error: 'no such node' }])
})

test('evidence names the file, and the nodes are counted', () => {
  const [result] = runRules([noPorts], model({ db: false, api: false }))
  expect(result?.examined).toBe(2)
  expect(result?.observations[0]).toMatchObject({
    role: 'evidence',
    from: 'compose.yml',
    file: 'compose.yml:7',
  })
  expect(result?.observations.filter(({ role }) => role === 'control')).toHaveLength(2)
})
