import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Value } from 'typebox/value'
import { openPool } from './database.ts'
import { Line } from './http/schemas.ts'
import { openLog } from './log.ts'
import { addAccount } from './routes/auth.ts'
import { readDatabaseSettings, readRecordKeys } from './settings/settings.ts'
import { secretBytes, uriOf } from './totp.ts'

const usage = `manage: expected add-account EMAIL PRACTICE [--admin] [--synthetic], with the password on standard input`
const log = openLog('manage', process.env)

process.exitCode = await main(process.argv.slice(2)).catch((err) => {
  log.error({ err }, 'manage failed')
  return 1
})

/**
 * Opens a practice with its first account: 0 done, 1 refused, 2 the call is wrong. Of an admin it prints, once and
 * nowhere else, the address that an authenticator takes.
 */
async function main(words: string[]): Promise<number> {
  const options = { admin: { type: 'boolean' }, synthetic: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
  const [command, email, workspace] = positionals
  if (command !== 'add-account' || !email || !Value.Check(Line, workspace)) {
    log.error(usage)
    return 2
  }
  const password = await firstLine()
  if (password.length < 12) {
    log.error(`password: expected at least 12 characters, found ${password.length}`)
    return 2
  }
  const totp = values.admin === true ? randomBytes(secretBytes) : undefined
  const pool = openPool(readDatabaseSettings(process.env), log)
  try {
    const vault = { pool, keys: readRecordKeys(process.env) }
    const added = await addAccount(vault, {
      email,
      workspace,
      password,
      synthetic: values.synthetic === true,
      ...(totp && { totp }),
    })
    log.info({ id: added.id, role: added.role }, 'account added')
    if (totp) process.stdout.write(`${uriOf(totp, added.email)}\n`)
    return 0
  } finally {
    await pool.end()
  }
}

async function firstLine(): Promise<string> {
  try {
    for await (const line of createInterface({ input: process.stdin })) return line
    return ''
  } finally {
    // Left open by whoever called, it would keep this process.
    process.stdin.destroy()
  }
}
