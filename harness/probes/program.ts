import type { z } from 'zod'
import { pidOf } from './docker.ts'
import { load } from './kit/programs.ts'
import { askKit } from './server.ts'

/** Where a probe stands: a container of the kit image, and whose network namespace it enters (its own if absent). */
export type Vantage = { kit: string; inside?: string }
/** This machine itself, from which a live target is looked at. */
export type Here = 'here'

/** One second: what does not answer on a bridge by then is dropped. */
export const defaultDeadlineMs = 1000

/** Runs a program of the kit and parses its answer. The input travels on stdin: secrets may be in it. */
export async function runProgram<T extends z.ZodType>(
  vantage: Vantage | Here,
  program: { name: string; input: object; deadlineMs?: number },
  answer: T,
): Promise<z.output<T>> {
  const { name, input } = program
  if (vantage === 'here') return answer.parse(await (await load(name)).run(input))
  const pid = vantage.inside === undefined ? undefined : await pidOf(vantage.inside)
  const deadlineMs = (program.deadlineMs ?? defaultDeadlineMs) + startUpMs
  return answer.parse(
    await askKit(vantage.kit, { name, input, ...(pid !== undefined && { pid }) }, deadlineMs),
  )
}

/** The first program in a namespace starts a server there: 0.1 s on an idle machine, seconds on a busy one. */
const startUpMs = 30_000

/** The command, entering the network namespace of `inside`; no shell is needed there. */
export async function enter(vantage: Vantage, command: string[]): Promise<string[]> {
  if (vantage.inside === undefined) return command
  return ['nsenter', '-t', String(await pidOf(vantage.inside)), '-n', ...command]
}
