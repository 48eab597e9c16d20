import pg from 'pg'
import { connectionOptions } from './database.ts'
import { openLog } from './log.ts'
import { commands } from './schema/commands.ts'
import { readDatabaseSettings } from './settings/settings.ts'

const usage = `migrate: expected one of ${Object.keys(commands).join(', ')}`
const log = openLog('migrate', process.env)

// As process 1 of a container Node would not end by a signal; the server rolls the open transaction back.
process.once('SIGTERM', () => process.exit(143))
process.once('SIGINT', () => process.exit(130))
process.exitCode = await main(process.argv.slice(2)).catch((err) => {
  log.error({ err }, 'migrate failed')
  return 1
})

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = commands[name]
  if (!command) {
    log.error(`${usage}, found ${name || 'nothing'}`)
    return 2
  }
  const db = new pg.Client({
    ...connectionOptions(readDatabaseSettings(process.env)),
    connectionTimeoutMillis: 10_000,
    // A step that cannot get its lock gives way to the application instead of queueing everyone behind it.
    lock_timeout: 10_000,
    statement_timeout: 300_000,
  })
  await db.connect()
  try {
    return await command(db, args, (line) => log.info(line))
  } finally {
    await db.end()
  }
}
