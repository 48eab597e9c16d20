import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tallyOf } from '../../harness/claims/totals.ts'
import type { Run } from '../../reports/record/run.ts'
import { checkRun } from '../../reports/record/schema.ts'
import { projectRoot } from '../open-call.ts'
import { runAloud } from './aloud.ts'
import type { Job } from './tier.ts'

/** Runs one of our own commands as a user would, and counts what its record says; the record is checked too. */
export function commandJob(command: string, ...more: string[]): Job {
  return {
    name: command,
    run: async () => {
      const out = await mkdtemp(join(tmpdir(), `stackproof-${command}-`))
      const exitCode = await runAloud(
        [process.execPath, join(projectRoot, 'cli', 'main.ts'), command, ...more, '--out', out],
        projectRoot,
      )
      const record = await onlyRun(out)
      const problems = problemsOf(record)
      for (const problem of problems) console.log(`${command}: ${problem}`)
      const tally =
        record === undefined
          ? { passed: 0, failed: 0, skipped: 0 }
          : tallyOf(record.claims, record.faults ?? [])
      const silent = exitCode !== 0 && tally.failed === 0 ? 1 : 0
      if (exitCode === 0 && problems.length === 0) await rm(out, { recursive: true, force: true })
      return { ...tally, failed: tally.failed + problems.length + silent }
    },
  }
}

function problemsOf(record: unknown): string[] {
  if (record === undefined) return ['expected a run.json, found none']
  const checked = checkRun(record)
  return checked.kind === 'run' ? [] : checked.problems
}

async function onlyRun(out: string): Promise<Run | undefined> {
  const [folder] = await readdir(out)
  if (folder === undefined) return undefined
  const text = await readFile(join(out, folder, 'run.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : JSON.parse(text)
}
