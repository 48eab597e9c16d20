import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Tally } from '../../harness/claims/totals.ts'
import { runAloud } from './aloud.ts'
import type { Job } from './tier.ts'

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
})

/** Runs one vitest project and counts its cases; a file that does not load is a failure too, and so is no case. */
export function vitestJob(
  name: string,
  folder: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Job {
  return {
    name,
    run: async () => {
      const scratch = await mkdtemp(join(tmpdir(), 'stackproof-vitest-'))
      const outputFile = join(scratch, 'report.json')
      try {
        const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${outputFile}`]
        const exitCode = await runAloud(
          [process.execPath, vitest(folder), 'run', ...argv, ...reporters],
          folder,
          env,
        )
        return tallyOf(report.parse(JSON.parse(await readFile(outputFile, 'utf8'))), exitCode)
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    },
  }
}

function tallyOf(seen: z.infer<typeof report>, exitCode: number): Tally {
  // An unhandled error, or a file that does not load, fails the run without a failed case.
  const silent = exitCode !== 0 && seen.numFailedTests === 0 ? 1 : 0
  const none = seen.numPassedTests + seen.numFailedTests === 0 ? 1 : 0
  return {
    passed: seen.numPassedTests,
    failed: seen.numFailedTests + Math.max(silent, none),
    skipped: seen.numPendingTests + seen.numTodoTests,
  }
}

function vitest(folder: string): string {
  const own = createRequire(join(folder, 'package.json')).resolve('vitest/package.json')
  return join(dirname(own), 'vitest.mjs')
}
