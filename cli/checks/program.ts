import { join } from 'node:path'
import { execa } from 'execa'
import type { Finding } from './check.ts'

const project = join(import.meta.dirname, '../..')

/** Runs a checker in a folder; its exit code is the verdict and what it printed the output. */
export async function program(argv: readonly [string, ...string[]], cwd: string): Promise<Finding> {
  const [file, ...rest] = argv
  const done = await execa(file, rest, {
    cwd,
    all: true,
    reject: false,
    timeout: 120_000,
    preferLocal: true,
    localDir: project,
    env: { NO_COLOR: '1' },
  })
  if (done.exitCode !== undefined) return { passed: done.exitCode === 0, output: done.all }
  const why = done.timedOut ? 'still running after 120 s' : (done.originalMessage ?? 'no exit code')
  return { passed: false, output: `${file}: expected an exit code, found ${why}; run ./stackproof test` }
}

/** The same for each of several calls, side by side; passes when all do. */
export async function programs(
  calls: readonly (readonly [string, ...string[]])[],
  cwd: string,
): Promise<Finding> {
  const findings = await Promise.all(calls.map((call) => program(call, cwd)))
  const bad = findings.filter((finding) => !finding.passed)
  return { passed: bad.length === 0, output: bad.map((finding) => finding.output).join('\n') }
}
