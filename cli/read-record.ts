import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../harness/stack/failure.ts'
import type { Run } from '../reports/record/run.ts'
import { calledPath } from './open-call.ts'

/** A run that a call names, by its folder or by its run.json. */
export type NamedRun = { folder: string; run: Run }

/** @throws UsageError that begins with `subject` when nothing is there, or no record of a run. */
export async function readRecord(given: string, subject: string): Promise<NamedRun> {
  // The schema takes longer to get ready than a folder takes to be inspected.
  const { checkRun } = await import('../reports/record/schema.ts')
  const path = calledPath(given)
  const file = path.endsWith('.json') ? path : join(path, 'run.json')
  const checked = checkRun(await parsed(file, subject))
  if (checked.kind === 'run') return { folder: dirname(file), run: checked.run }
  throw wrong(`${subject} ${file}: expected a run, found ${checked.problems[0]}`)
}

async function parsed(file: string, subject: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw wrong(`${subject}: expected the run.json of a run, found: ${why}`)
  }
}

function wrong(message: string): UsageError {
  return new UsageError(message, 'name the folder of a run')
}
