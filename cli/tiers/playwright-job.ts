import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../open-call.ts'
import { runAloud } from './aloud.ts'
import type { Job } from './tier.ts'

const report = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
})

/** Runs Playwright's specs below a folder; one that passed at the second try is a failure, and so is none at all. */
export function playwrightJob(name: string, folder: string): Job {
  return {
    name,
    run: async () => {
      const scratch = await mkdtemp(join(tmpdir(), 'stackproof-playwright-'))
      const file = join(scratch, 'report.json')
      try {
        const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
        const argv = [process.execPath, cli, 'test', folder, '--reporter=dot,json']
        const exitCode = await runAloud(argv, projectRoot, { PLAYWRIGHT_JSON_OUTPUT_NAME: file })
        const { stats } = report.parse(JSON.parse(await readFile(file, 'utf8')))
        const wrong = stats.unexpected + stats.flaky
        const silent = wrong === 0 && (exitCode !== 0 || stats.expected === 0) ? 1 : 0
        return { passed: stats.expected, failed: wrong + silent, skipped: stats.skipped }
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    },
  }
}
