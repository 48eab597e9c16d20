import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, post, type TestApi } from '../../test/api.ts'
import { inWorkspace } from '../workspace.ts'

let api: TestApi
let ids: string[]
beforeAll(async () => {
  api = await openApi()
  for (const person of [await logIn(api.app), await logIn(api.app)]) {
    const client = (await person.post('/api/v1/clients', { name: 'Ada', email: 'ada@example.org' })).json()
    const hour = { startsAt: '2030-05-01T10:00:00Z', endsAt: '2030-05-01T11:00:00Z' }
    const { id } = (await person.post('/api/v1/appointments', { clientId: client.id, ...hour })).json()
    await person.put(`/api/v1/appointments/${id}/note`, soap)
    await person.attach(client.id, 'note.txt', 'a note')
    await api.app.inject(post('/api/v1/auth/reset', { email: person.email }))
  }
  ids = (await api.owner.query('SELECT id FROM workspaces ORDER BY id')).rows.map(({ id }) => id)
})
afterAll(() => api[Symbol.asyncDispose]())

const soap = { subjective: 'a', objective: 'b', assessment: 'c', plan: 'd' }
const tables = [
  'users',
  'clients',
  'appointments',
  'reminders',
  'attachments',
  'notes',
  'letters',
  'audit_events',
]

test.for(tables)('a query that forgets its workspace finds the rows of one: %s', async (table) => {
  const sql = `SELECT DISTINCT workspace_id AS id FROM ${table}`
  for (const id of ids) {
    const seen = await inWorkspace(api.vault, id, ({ db }) => db.query(sql))
    expect(seen.rows).toEqual([{ id }])
  }
  expect((await api.vault.pool.query(sql)).rows).toEqual([])
  expect((await api.owner.query(sql)).rowCount).toBe(2)
})

test('a row of another workspace can neither be added nor taken over', async () => {
  const [own = '', other = ''] = ids
  const adding = inWorkspace(api.vault, own, ({ db }) =>
    db.query("INSERT INTO clients (workspace_id, name) VALUES ($1, 'Eve')", [other]),
  )
  await expect(adding).rejects.toThrow('row-level security')
  const taking = await inWorkspace(api.vault, own, ({ db }) =>
    db.query('UPDATE workspaces SET data_key = NULL WHERE id = $1', [other]),
  )
  expect(taking.rowCount).toBe(0)
})

const breakOf = async (id: string) =>
  (await api.owner.query('SELECT audit_break($1)::int AS at', [id])).rows[0].at

test('each row of the audit log holds the hash of the one before', async () => {
  for (const id of ids) expect(await breakOf(id)).toBeNull()
  const counts = await api.owner.query(
    'SELECT max(position)::int AS last, count(*)::int AS all FROM audit_events',
  )
  expect(counts.rows[0].last).toBe(counts.rows[0].all / 2)
})

test.for([
  ['edited', "UPDATE audit_events SET action = 'clients.listed' WHERE workspace_id = $1 AND position = 3", 3],
  [
    'backdated',
    "UPDATE audit_events SET at = at - interval '1 day' WHERE workspace_id = $1 AND position = 2",
    2,
  ],
  ['removed', 'DELETE FROM audit_events WHERE workspace_id = $1 AND position = 4', 4],
] as const)('a row that was %s breaks the chain where it stood', async ([, sql, at]) => {
  const [id = ''] = ids
  const client = await api.owner.connect()
  try {
    await client.query('BEGIN')
    await client.query(sql, [id])
    const found = await client.query('SELECT audit_break($1)::int AS at', [id])
    expect(found.rows[0].at).toBe(at)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

test('many at once are chained one after another', async () => {
  const person = await logIn(api.app)
  await Promise.all(Array.from({ length: 12 }, () => person.get('/api/v1/clients')))
  const { id } = (
    await api.owner.query('SELECT workspace_id AS id FROM users WHERE email = $1', [person.email])
  ).rows[0]
  expect(await breakOf(id)).toBeNull()
})
