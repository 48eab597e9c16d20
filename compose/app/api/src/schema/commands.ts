import { runner } from 'node-pg-migrate'
import type { Client } from 'pg'
import { isEmpty, pendingSteps, stepsFolder, stepsTable } from './steps.ts'

export type Say = (line: string) => void
/** Runs one command and gives the process' exit code. */
export type Command = (db: Client, args: readonly string[], say: Say) => Promise<number>

/** The one-shot's commands by name. */
export const commands: Readonly<Record<string, Command>> = { up, check, down, redo }

/** Applies all pending steps to an empty database; to another only with `--apply`. */
async function up(db: Client, args: readonly string[], say: Say): Promise<number> {
  const pending = await pendingSteps(db)
  if (pending.length === 0) say('schema: up to date')
  else if (!args.includes('--apply') && !(await isEmpty(db))) {
    say(`schema: expected an empty database or no pending step, found ${pending.join(', ')}; run migrate.sh`)
    return 1
  } else await migrate(db, 'up', { count: Number.POSITIVE_INFINITY, say })
  return 0
}

/** Lists the pending steps: 0 when there is none, 1 otherwise. */
async function check(db: Client, _args: readonly string[], say: Say): Promise<number> {
  const pending = await pendingSteps(db)
  say(pending.length === 0 ? 'schema: up to date' : `schema: pending ${pending.join(', ')}`)
  return pending.length === 0 ? 0 : 1
}

/** Takes back the last N steps, one unless told. */
async function down(db: Client, args: readonly string[], say: Say): Promise<number> {
  await migrate(db, 'down', { count: countOf(args), say })
  return 0
}

/** Takes back the last N steps and applies every pending one. */
async function redo(db: Client, args: readonly string[], say: Say): Promise<number> {
  const count = countOf(args)
  await migrate(db, 'down', { count, say })
  await migrate(db, 'up', { count, say })
  return 0
}

function countOf(args: readonly string[]): number {
  const count = Number(args[0] ?? 1)
  if (Number.isInteger(count) && count > 0) return count
  throw new Error(`steps: expected a whole number above 0, found ${args[0]}`)
}

/** All steps in one transaction: either all of them are there afterwards, or none. */
async function migrate(
  db: Client,
  direction: 'up' | 'down',
  { count, say }: { count: number; say: Say },
): Promise<void> {
  await runner({
    dbClient: db,
    dir: stepsFolder,
    migrationsTable: stepsTable,
    schema: 'public',
    direction,
    count,
    singleTransaction: true,
    advisoryLockMode: 'wait',
    log: say,
  })
}
