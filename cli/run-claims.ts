import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { attempt } from '../harness/stack/command.ts'
import { handleVariable, recordVariable } from '../harness/stack/handle.ts'

export type ClaimRun = {
  handleFile: string
  /** Folder that the workers fill with observations; made when absent. */
  records: string
  /** vitest's tag expression, e.g. `!changes` or `ISO-01 or ISO-02`. */
  tags: string
  workers: number
  signal?: AbortSignal
  /** Seconds. */
  deadline?: number
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Runs the claims that carry the tags against a raised stack, in runner processes of their own.
 * The verdict is not in the exit code but in the observations; what the runner printed is kept for errors.
 */
export async function runClaims(run: ClaimRun): Promise<{ output: string; crashed: boolean }> {
  await mkdir(run.records, { recursive: true })
  const runner = fileURLToPath(import.meta.resolve('vitest/package.json'))
  const argv = ['run', '--project', 'claims', '--tags-filter', run.tags, '--max-workers', String(run.workers)]
  const done = await attempt(
    [
      process.execPath,
      join(dirname(runner), 'vitest.mjs'),
      ...argv,
      '--reporter',
      'dot',
      '--passWithNoTests',
    ],
    {
      cwd: root,
      env: { [handleVariable]: run.handleFile, [recordVariable]: run.records, FORCE_COLOR: '0' },
      deadline: run.deadline ?? 400,
      ...(run.signal === undefined ? {} : { signal: run.signal }),
    },
  )
  return { output: `${done.stdout}\n${done.stderr}`, crashed: done.exitCode !== 0 && done.exitCode !== 1 }
}
