import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connectionOptions } from '../src/database.ts'
import { commands } from '../src/schema/commands.ts'
import type { DatabaseSettings } from '../src/settings/settings.ts'

/** An empty database of its own, and how its two roles reach it. */
export type TestDatabase = AsyncDisposable & { owner: DatabaseSettings; app: DatabaseSettings }

/** Makes a database as production's init script does: owned by `pazpaz_owner`, open to `pazpaz_app`. */
export async function makeDatabase(): Promise<TestDatabase> {
  const { postgres } = inject('backing')
  const name = `test_${randomBytes(6).toString('hex')}`
  const asRole = (user: string) => ({ ...postgres, database: name, user, password: user })
  await withClient(postgres, async (client) => {
    for (const role of ['pazpaz_owner', 'pazpaz_app']) await makeRole(client, role)
    await client.query(`CREATE DATABASE ${name} OWNER pazpaz_owner`)
  })
  return {
    owner: asRole('pazpaz_owner'),
    app: asRole('pazpaz_app'),
    async [Symbol.asyncDispose]() {
      await withClient(postgres, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    },
  }
}

/** Runs one of the one-shot's commands and gives its exit code and what it said. */
export async function runMigrate(settings: DatabaseSettings, command: string, ...args: string[]) {
  const said: string[] = []
  const run = commands[command]
  if (!run) throw new Error(`${command}: expected a command of migrate, found none`)
  const code = await withClient(settings, (client) => run(client, args, (line) => said.push(line)))
  return { code, said: said.join('\n') }
}

export async function withClient<T>(settings: DatabaseSettings, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client(connectionOptions(settings))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function makeRole(client: pg.Client, role: string): Promise<void> {
  const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`)
}
