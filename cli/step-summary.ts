import { appendFile } from 'node:fs/promises'
import type { Run } from '../reports/record/run.ts'
import { summary } from '../reports/render/summary.ts'

/** In a GitHub workflow the summary also goes into the job's own page, below what other steps wrote there. */
export async function writeStepSummary(run: Run, file = process.env.GITHUB_STEP_SUMMARY): Promise<void> {
  if (file) await appendFile(file, `${summary(run)}\n`)
}
