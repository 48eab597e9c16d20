import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onlyRow, type Queryable } from '../database.ts'

/** The same folder seen from `src/` and from `dist/`. */
export const stepsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))
export const stepsTable = 'pgmigrations'

/** Names of the steps that the database lacks, in the order in which they apply. */
export async function pendingSteps(db: Queryable): Promise<string[]> {
  const done = new Set(await appliedSteps(db))
  const files = await readdir(stepsFolder)
  const names = files.filter((file) => file.endsWith('.sql')).map((file) => basename(file, '.sql'))
  return names.sort().filter((name) => !done.has(name))
}

/** Whether the schema holds nothing but, perhaps, an empty record of steps. */
export async function isEmpty(db: Queryable): Promise<boolean> {
  const tables = await db.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname <> $1) AS found`,
    [stepsTable],
  )
  return !onlyRow(tables).found && (await appliedSteps(db)).length === 0
}

async function appliedSteps(db: Queryable): Promise<string[]> {
  const table = await db.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [
    `public.${stepsTable}`,
  ])
  if (onlyRow(table).found === null) return []
  const names = await db.query<{ name: string }>(`SELECT name FROM public.${stepsTable} ORDER BY id`)
  return names.rows.map(({ name }) => name)
}
