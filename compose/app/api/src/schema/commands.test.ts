import { expect, test } from 'vitest'
import { makeDatabase, runMigrate, withClient } from '../../test/database.ts'
import type { DatabaseSettings } from '../settings/settings.ts'

/** Columns, constraints, indexes and grants: what two equal schemas agree on. */
async function describe(settings: DatabaseSettings): Promise<unknown[]> {
  const queries = [
    `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
     WHERE table_schema = 'public' ORDER BY 1, 2`,
    `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
    `SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2`,
    `SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
     WHERE table_schema = 'public' ORDER BY 1, 2, 3`,
  ]
  return withClient(settings, async (client) => {
    const results = []
    for (const query of queries) results.push((await client.query(query)).rows)
    return results
  })
}

test('up fills an empty database, and a second up finds nothing to do', async () => {
  await using database = await makeDatabase()
  expect(await runMigrate(database.owner, 'check')).toMatchObject({ code: 1, said: /0001.*0014/ })
  expect((await runMigrate(database.owner, 'up')).code).toBe(0)
  expect(await runMigrate(database.owner, 'up')).toEqual({ code: 0, said: 'schema: up to date' })
  expect((await runMigrate(database.owner, 'check')).code).toBe(0)
})

test('up, down and up again lead to the same schema', async () => {
  await using database = await makeDatabase()
  await runMigrate(database.owner, 'up')
  const first = await describe(database.owner)
  expect((await runMigrate(database.owner, 'down', '14')).code).toBe(0)
  expect(JSON.stringify(await describe(database.owner))).not.toContain('clients')
  expect((await runMigrate(database.owner, 'up')).code).toBe(0)
  expect(await describe(database.owner)).toEqual(first)
})

test.for(['1', '2', '3', '4', '5', '8', '13', '14'])(
  'the last %s steps can be taken back and applied again',
  async (count) => {
    await using database = await makeDatabase()
    await runMigrate(database.owner, 'up')
    const first = await describe(database.owner)
    expect((await runMigrate(database.owner, 'redo', count)).code).toBe(0)
    expect(await describe(database.owner)).toEqual(first)
  },
)

test('up stops at pending steps of a database in use, unless told to apply them', async () => {
  await using database = await makeDatabase()
  await runMigrate(database.owner, 'up')
  await runMigrate(database.owner, 'down')
  const refused = await runMigrate(database.owner, 'up')
  expect(refused.code).toBe(1)
  expect(refused.said).toMatch(/found 0014_strays; run migrate\.sh$/)
  expect((await runMigrate(database.owner, 'up', '--apply')).code).toBe(0)
})

test('two at once on an empty database: both succeed, each step is applied once', async () => {
  await using database = await makeDatabase()
  const runs = await Promise.all([runMigrate(database.owner, 'up'), runMigrate(database.owner, 'up')])
  expect(runs.map(({ code }) => code)).toEqual([0, 0])
  const steps = await withClient(database.owner, (client) => client.query('SELECT name FROM pgmigrations'))
  expect(steps.rows).toHaveLength(14)
})

test('down refuses a count that is not a number of steps', async () => {
  await using database = await makeDatabase()
  await expect(runMigrate(database.owner, 'down', 'all')).rejects.toThrow('found all')
})
