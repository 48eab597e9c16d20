import pg from 'pg'
import type { Logger } from 'pino'
import type { DatabaseSettings } from './settings/settings.ts'

export type Queryable = Pick<pg.ClientBase, 'query'>

/** Connection options of `pg`: TLS that checks chain and host name, as libpq's verify-full does. */
export function connectionOptions(settings: DatabaseSettings): pg.ClientConfig {
  const { ca, ...rest } = settings
  return { ...rest, ssl: { ca, rejectUnauthorized: true } }
}

/** The pool that all requests share. A query or a wait for a connection ends after seconds, never hangs. */
export function openPool(settings: DatabaseSettings, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(settings),
    max: 10,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    idle_in_transaction_session_timeout: 10_000,
  })
  pool.on('error', (err) => log.warn({ err }, 'database connection lost'))
  return pool
}

/** Runs the work in one transaction; an error rolls all of it back and is thrown on. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** The only row of a result. Throws when there is none. */
export function onlyRow<Row>(result: { rows: Row[] }): Row {
  const row = result.rows[0]
  if (row === undefined) throw new Error('query: expected one row, found none')
  return row
}

/** Whether a statement was refused by the constraint, index or trigger of this name. */
export function isViolation(error: unknown, constraint: string): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === constraint
}
