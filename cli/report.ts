import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../harness/stack/failure.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { changesBetween } from '../reports/render/changes.ts'
import { changesText } from '../reports/render/changes-text.ts'
import { consoleVerdict } from '../reports/render/console.ts'
import { writeReports } from '../reports/render/write.ts'
import type { Arguments } from './arguments.ts'
import { hasColors } from './finish.ts'
import { outOf } from './open-call.ts'
import { readRecord } from './read-record.ts'
import { openViewer } from './viewer.ts'

/** Renders the reports of a run again, from its record alone; with another run, what has changed since that one. */
export async function run(call: Arguments): Promise<ExitCode> {
  const { folder, run: record } = await readRecord(call.operand ?? (await newest(outOf(call))), 'report')
  const { compare } = call.own
  const before = typeof compare === 'string' ? (await readRecord(compare, '--compare')).run : undefined
  const changes = before && changesBetween(before, record)
  await writeReports(folder, { run: record, viewer: await openViewer(), changes })
  if (call.json) process.stdout.write(`${JSON.stringify(changes ?? record)}\n`)
  else if (changes) process.stdout.write(`${changesText(changes)}${join(folder, 'report.html')}\n`)
  else process.stdout.write(consoleVerdict(record, { folder, color: hasColors() }))
  return 0
}

/** Names of run folders begin with the time. */
async function newest(out: string): Promise<string> {
  const names = await readdir(out).catch((): string[] => [])
  const last = names
    .filter((name) => /^\d{4}-\d\d-\d\d-/.test(name))
    .toSorted()
    .at(-1)
  if (last !== undefined) return join(out, last)
  throw new UsageError(
    `${out}: expected the folder of a run in it, found none`,
    'name one, or make one: stackproof gate',
  )
}
