import type { z } from 'zod'
import { pidOf } from './docker.ts'
import { exec } from './exec.ts'

/** Where a probe stands: a container of the kit image, and whose network namespace it enters (its own if absent). */
export type Vantage = { kit: string; inside?: string }

/** One second: what does not answer on a bridge by then is dropped. */
export const defaultDeadlineMs = 1000

/** Runs a program of the kit and parses its answer. The input travels on stdin: secrets may be in it. */
export async function runProgram<T extends z.ZodType>(
  vantage: Vantage,
  program: { name: string; input: object; deadlineMs?: number },
  answer: T,
): Promise<z.output<T>> {
  const command = await enter(vantage, ['node', '/kit/main.ts', program.name])
  const input = `${JSON.stringify(program.input)}\n`
  const deadlineMs = (program.deadlineMs ?? defaultDeadlineMs) + startUpMs
  const { exitCode, stdout, stderr } = await exec(vantage.kit, command, { input, deadlineMs })
  if (exitCode !== 0)
    throw new Error(`probe ${program.name}: expected exit 0, found ${exitCode}: ${lastLine(stderr)}`)
  return answer.parse(JSON.parse(stdout))
}

/** Starting a program takes 0.1 s on an idle machine; with every core busy and many at once, seconds. */
const startUpMs = 30_000

/** The command, entering the network namespace of `inside`; no shell is needed there. */
export async function enter(vantage: Vantage, command: string[]): Promise<string[]> {
  if (vantage.inside === undefined) return command
  return ['nsenter', '-t', String(await pidOf(vantage.inside)), '-n', ...command]
}

/** Node prints the cause before a stack trace and its version after it. */
function lastLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  return lines.find((line) => /^\w*Error/.test(line)) ?? lines.at(-1) ?? 'nothing on stderr'
}
