import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDatabase, runMigrate, type TestDatabase, withClient } from '../../test/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await makeDatabase()
  await runMigrate(database.owner, 'up')
})
afterAll(() => database[Symbol.asyncDispose]())

test('the application role owns nothing', async () => {
  const owned = await withClient(database.app, (client) =>
    client.query(`SELECT relname FROM pg_class WHERE relowner = 'pazpaz_app'::regrole`),
  )
  expect(owned.rows).toEqual([])
})

test.for([
  'CREATE TABLE mine (id int)',
  'DROP TABLE clients',
  'ALTER TABLE users DISABLE TRIGGER ALL',
  'TRUNCATE audit_events',
  'UPDATE audit_events SET action = action',
  'DELETE FROM audit_events',
  'DELETE FROM clients',
  'DELETE FROM attachments',
  'UPDATE attachments SET sha256 = sha256',
  'UPDATE reminders SET remind_at = now()',
  'SELECT * FROM pgmigrations',
])('the application role may not: %s', async (statement) => {
  await withClient(database.app, async (client) => {
    await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/)
  })
})

test('plain reading is allowed, so the refusals above are not a dead role', async () => {
  const rows = await withClient(database.app, (client) =>
    client.query('SELECT count(*)::int AS n FROM clients'),
  )
  expect(rows.rows).toEqual([{ n: 0 }])
})

test('a certificate that the authority did not sign is refused', async () => {
  const stranger = { ...database.app, host: '127.0.0.1' }
  await expect(withClient(stranger, (client) => client.query('SELECT 1'))).rejects.toThrow(/altnames|IP/)
})
