import type { Log, Result } from 'sarif'
import { expect, test } from 'vitest'
import type { FaultEntry, Measure, Run } from '../record/run.ts'
import { entry, erredEntry, failedEntry, hostile, observation, run } from './sample-run.ts'
import { sarif } from './sarif.ts'

const logOf = (given: Run) => {
  const log: Log = JSON.parse(sarif(given))
  const [only] = log.runs
  if (only === undefined) throw new Error('expected a run in the log, found none')
  return { ...only, results: only.results ?? [], rules: only.tool.driver.rules ?? [] }
}
const resultsOf = (claims: Run['claims']): Result[] => logOf(run({ claims })).results
const placeOf = ({ locations }: Result) => locations?.[0]?.physicalLocation

test('a rule per claim, passed ones too, and a result per finding alone', () => {
  const { rules, results } = logOf(run())
  expect(rules.map(({ id }) => id)).toEqual(['ISO-01', 'CFG-01', 'DATA-01', 'ISO-02', 'SUP-01'])
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['DATA-01', 'ISO-02', 'SUP-01'])
})

test('a finding says what was expected, what was found, where, and what to do', () => {
  const [result] = resultsOf([failedEntry])
  expect(result?.level).toBe('error')
  expect(result?.message.text).toBe(
    'The database answers nobody but its own clients. database:5432: expected connect "refused", found "open" ' +
      '(from inside web). Next: Take web off the database network.',
  )
  expect(result?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'suites/isolation/reach.test.ts' },
        region: { startLine: 12 },
      },
      logicalLocations: [{ fullyQualifiedName: 'database:5432' }],
    },
  ])
})

const wrong = (file: string, actual = 'open') =>
  entry({ verdict: 'fail', observations: [observation({ ok: false, actual, file })] })

test('the fingerprint stays when lines above come or go, and not when something else is found', () => {
  const prints = [wrong('a.yml:3'), wrong('a.yml:9'), wrong('a.yml:3', 'slow'), wrong('b.yml:3')].map(
    (one) => resultsOf([one])[0]?.partialFingerprints?.['stackproofFinding/v1'],
  )
  expect(prints[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(prints[1]).toBe(prints[0])
  expect(new Set(prints).size).toBe(3)
})

test.for([
  ['compose/a b#1.yml:7', 'compose/a%20b%231.yml', 7],
  ['c:d.yml:0', 'c%3Ad.yml', 1],
  ['/etc/crontab', 'etc/crontab', undefined],
  ['\uD800.yml:2', '%EF%BF%BD.yml', 2],
] as const)('%s is told as a relative reference', ([file, uri, startLine]) => {
  const [result] = resultsOf([wrong(file)])
  expect(result && placeOf(result)).toEqual({
    artifactLocation: { uri },
    ...(startLine && { region: { startLine } }),
  })
})

test('a waived finding is suppressed with its justification', () => {
  const waiver = { subject: 'edge', justification: 'Until the move.', expires: '2027-01-01' }
  const [result] = resultsOf([
    { ...failedEntry, verdict: 'waived' as const, underlying: 'fail' as const, waiver },
  ])
  expect(result?.suppressions).toEqual([
    { kind: 'external', status: 'accepted', justification: 'Until the move. (edge, until 2027-01-01)' },
  ])
})

test('an error is a finding; what is declared unavailable is open', () => {
  const declared = entry({ verdict: 'not-evaluated', reason: 'declared: no feed here', observations: [] })
  const results = resultsOf([erredEntry, declared])
  expect(results.map(({ kind, level }) => [kind, level])).toEqual([
    [undefined, 'error'],
    ['open', 'none'],
  ])
  expect(results[0]?.message.text).toContain('error, lost.')
})

test('a fault that survived and a missed budget are findings', () => {
  const fault: FaultEntry = {
    id: 'F-1',
    title: 'Drop it',
    claims: ['ISO-01'],
    outcome: 'survived',
    durationMs: 1,
  }
  const measure: Measure = { name: 'p95', unit: 'ms', value: 9, budget: 5, verdict: 'fail' }
  const { rules, results } = logOf(run({ claims: [], faults: [fault], measures: [measure] }))
  expect(rules.map(({ id }) => id)).toEqual(['fault', 'measure'])
  expect(results.map(({ message }) => message.text)).toEqual([
    'Fault F-1, Drop it: survived, and names ISO-01.',
    'p95: 9 ms, budget 5 ms: fail.',
  ])
})

test('hostile text is carried as it is, in one JSON text', () => {
  const [result] = resultsOf([wrong('a.yml:1', hostile)])
  expect(result?.message.text).toContain(JSON.stringify(hostile))
})

test.for([
  [0, true],
  [1, true],
  [3, false],
  [130, false],
] as const)('exit %i: executed is %s', ([exitCode, executed]) => {
  const given = run()
  const [invocation] = logOf({ ...given, run: { ...given.run, exitCode } }).invocations ?? []
  expect(invocation?.executionSuccessful).toBe(executed)
})
