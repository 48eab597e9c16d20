import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresAnswer, PostgresQuery } from '../postgres.ts'
import { addressOf } from './address.ts'
import { run } from './run.ts'

/** Separators that no text of ours holds: psql then needs no quoting, and NULL differs from empty. */
const [field, record, none] = ['\u001f', '\u001e', '\u001d']

/** Logs in with psql and runs one statement. The password travels in psql's environment, the SQL on its stdin. */
export async function query(input: PostgresQuery): Promise<PostgresAnswer> {
  const address = await addressOf(input.host)
  if (address === undefined) return { outcome: 'not connected', message: `name ${input.host} not resolved` }
  const { code, stdout, stderr } = await trusting(input, (trust) =>
    psql(input, { ...settings(input, address), ...trust }),
  )
  if (code === 0) return { outcome: 'rows', rows: rowsOf(stdout) }
  const message = stderr.trim().slice(0, 2000)
  if (code === 2) return { outcome: 'not connected', message }
  return { outcome: 'refused', sqlstate: /ERROR:\s+([0-9A-Z]{5}):/.exec(stderr)?.[1] ?? '', message }
}

function psql(input: PostgresQuery, env: Record<string, string>) {
  const format = ['-A', '-P', 'footer=off', '-P', `null=${none}`, '-F', field, '-R', record]
  const behaviour = ['-X', '-q', '-w', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose', '-f', '-']
  // Connection and statement have their own deadlines; this one is for a psql that hangs.
  return run(['psql', ...behaviour, ...format], {
    input: input.sql,
    env,
    deadlineMs: 2 * input.deadlineMs + 10_000,
  })
}

function settings(input: PostgresQuery, address: string): Record<string, string> {
  return {
    PGHOST: input.host,
    PGHOSTADDR: address,
    PGPORT: String(input.port),
    PGUSER: input.user,
    PGDATABASE: input.database,
    PGSSLMODE: input.sslMode,
    // libpq counts whole seconds and takes less than 2 for 2.
    PGCONNECT_TIMEOUT: String(Math.ceil(input.deadlineMs / 1000)),
    PGOPTIONS: optionsOf({ statement_timeout: String(input.deadlineMs), ...input.settings }),
    ...(input.password !== undefined && { PGPASSWORD: input.password }),
  }
}

function optionsOf(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}

/** psql takes an authority as a file: one per query, since queries run side by side. */
async function trusting<T>(
  { ca }: PostgresQuery,
  work: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (ca === undefined) return work({ PGSSLROOTCERT: '/nonexistent' })
  const folder = await mkdtemp('/tmp/ca-')
  try {
    const file = join(folder, 'ca.pem')
    await writeFile(file, ca)
    return await work({ PGSSLROOTCERT: file })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function rowsOf(stdout: string): Record<string, string | null>[] {
  const [header = '', ...rows] = stdout.replace(/\n$/, '').split(record)
  const columns = header.split(field)
  return rows.map((row) => {
    const values = row.split(field)
    return Object.fromEntries(
      columns.map((column, at) => [column, values[at] === none ? null : (values[at] ?? '')]),
    )
  })
}
