import { type Check, shell } from './contract.ts'

export const data = '/var/lib/postgresql/data'
export const ready = ['pg_isready', '-h', '127.0.0.1', '-U', 'postgres']
export const sql = (text: string, user = 'postgres', database = 'postgres') => {
  return ['psql', '-XAt', '-h', '/var/run/postgresql', '-U', user, '-d', database, '-c', text]
}
export const answers = (prints: string): Check => ({ run: sql('select 1'), prints })
/** From another address than the loopback, where passwords are asked for. */
export const logsIn = (password: string, user = 'postgres', database = 'postgres'): Check => ({
  run: shell(
    `PGPASSWORD='${password}' psql -XAt -h "$(hostname -i)" -U ${user} -d ${database} -c 'select current_user'`,
  ),
  prints: user,
})

/** Nothing here outlives its row: what is written need not reach the disk. */
export const withPassword = { POSTGRES_PASSWORD: 'a"b$c d', POSTGRES_INITDB_ARGS: '--no-sync' }
