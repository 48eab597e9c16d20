import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import type { FaultEntry, Run } from '../record/run.ts'
import { entry, failedEntry, hostile, observation, run } from './sample-run.ts'
import { sarif } from './sarif.ts'

/** `informationUri` asks for a page of the tool, and it has none that is public. */
const accepted = new Set(['SARIF2005'])

/** The rules of Microsoft's validator that a log breaks, those of the schema (JSON…) among them. */
async function broken(log: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sarif-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [given, found] = [join(folder, 'given.sarif'), join(folder, 'found.sarif')]
  await writeFile(given, log)
  // It ends with 1 where it found an error, and without the libraries of a locale.
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' }
  const call = promisify(execFile)('Sarif.Multitool', ['validate', given, '--output', found], { env })
  const said = await call.then(
    ({ stdout }) => stdout,
    ({ stdout, message }) => stdout || message,
  )
  const verdict = await readFile(found, 'utf8').catch(() => {
    throw new Error(
      `Sarif.Multitool: expected a verdict, found none (./stackproof test installs it): ${said}`,
    )
  })
  const { runs } = JSON.parse(verdict)
  return runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)
}

const fault: FaultEntry = { id: 'F', title: 'f', claims: ['ISO-01'], outcome: 'survived', durationMs: 1 }
const nasty = entry({
  id: 'CFG-02',
  verdict: 'fail',
  title: hostile,
  observations: [
    observation({ ok: false, actual: hostile, subject: hostile, file: `a b/${hostile}:3` }),
    observation({ ok: false, actual: { a: ['\uD800'] }, file: '../../etc/passwd:0' }),
  ],
})

test.for<[string, Run]>([
  ['one of each verdict', run()],
  ['a hostile one', run({ claims: [nasty, failedEntry] })],
  ['a fault that survived', run({ faults: [fault] })],
  ['nothing at all', run({ claims: [] })],
])('a run with %s is valid SARIF', async ([, given]) => {
  expect((await broken(sarif(given))).filter((rule) => !accepted.has(rule))).toEqual([])
})

test('the validator sees what the schema forbids', async () => {
  const log = JSON.parse(sarif(run()))
  log.runs[0].results[0].severity = 'terrible'
  expect(await broken(JSON.stringify(log))).toContain('JSON1005')
})
