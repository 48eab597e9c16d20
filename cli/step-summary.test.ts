import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../reports/render/sample-run.ts'
import { summary } from '../reports/render/summary.ts'
import { writeStepSummary } from './step-summary.ts'

test('the summary stands below what other steps wrote', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'stackproof-summary-'))
  const file = join(folder.path, 'summary.md')
  await writeFile(file, 'earlier\n')
  await writeStepSummary(run(), file)
  expect(await readFile(file, 'utf8')).toBe(`earlier\n${summary(run())}\n`)
})

test('outside of a workflow nothing is written', async () => {
  await expect(writeStepSummary(run(), '')).resolves.toBeUndefined()
})
