import { expect, test } from 'vitest'
import { checkRun } from '../../reports/record/schema.ts'
import { judge } from './judge.ts'
import { input, merged, row } from './sample-claims.ts'
import { runOf } from './sample-run.ts'

test('observations of something that is no claim id make the run an error', () => {
  const result = judge(input([row(), row({ claim: 'nonsense' })]))
  expect(result.claims.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['ISO-02', 'pass'],
    ['RUN-01', 'error'],
  ])
  expect(result.exitCode).toBe(3)
  expect(checkRun(runOf(result))).toMatchObject({ kind: 'run' })
})

test('damage that cost no known claim still makes the run an error', () => {
  const damaged = merged([row()], {
    irregularities: [{ kind: 'absent', worker: 'w9', detail: 'left no file' }],
  })
  const result = judge(input([], { recorded: [{ vantage: 'ephemeral', merged: damaged }] }))
  expect(result.claims.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['ISO-02', 'pass'],
    ['RUN-01', 'error'],
  ])
  expect(result.exitCode).toBe(3)
})

test('a problem of the run itself is an error beside green claims', () => {
  const result = judge(input([row()], { problems: ['secret db_password found in api.log'] }))
  expect(result).toMatchObject({ exitCode: 3, totals: { pass: 1, error: 1, expected: 1 } })
})

test('a run that expected nothing is not green', () => {
  expect(judge(input([], { expected: [], recorded: [] })).exitCode).toBe(3)
})

test('an entry carries what its catalogue and its rows say', () => {
  const attachment = { name: 'log', path: 'attachments/api.log', sha256: 'ab' }
  const { claims } = judge(input([row(), row({ row: 'b', attachments: [attachment] })]))
  expect(claims[0]).toMatchObject({
    area: 'isolation',
    severity: 'high',
    source: 'reach.test.ts:3',
    durationMs: 10,
  })
  expect(claims[0]?.attachments).toEqual([attachment])
})
