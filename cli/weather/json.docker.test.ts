import { expect, test } from 'vitest'
import { checkRun } from '../../reports/record/schema.ts'
import { callAndWait } from './call.ts'

test('with --json standard output holds the record alone', async () => {
  const { exitCode, stdout } = await callAndWait(['gate', '--json', '--only', 'CFG-07'])
  expect(checkRun(JSON.parse(stdout))).toMatchObject({ kind: 'run', run: { run: { exitCode } } })
})
