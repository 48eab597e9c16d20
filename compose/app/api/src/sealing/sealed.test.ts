import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, recordKeys, type TestApi } from '../../test/api.ts'
import { findClient, listClients } from '../records/clients.ts'
import { inWorkspace } from '../workspace.ts'
import { parseKeyRing } from './keys.ts'

let api: TestApi
let noa: Awaited<ReturnType<typeof logIn>>
let client: { id: string }
let workspaceId: string
beforeAll(async () => {
  api = await openApi()
  noa = await logIn(api.app)
  client = (await noa.post('/api/v1/clients', { name: 'Quiet River', email: 'quiet@example.org' })).json()
  const row = await api.owner.query('SELECT workspace_id FROM clients WHERE id = $1', [client.id])
  workspaceId = row.rows[0].workspace_id
})
afterAll(() => api[Symbol.asyncDispose]())

test('no column of any row tells who a client is', async () => {
  await noa.attach(client.id, 'quiet-river.txt', 'a note')
  const tables = ['clients', 'attachments', 'audit_events', 'reminders', 'appointments']
  const rows = await Promise.all(
    tables.map((table) => api.owner.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t`)),
  )
  const all = rows.flatMap((one) => one.rows.map(({ row }) => row)).join('\n')
  const hex = (text: string) => Buffer.from(text).toString('hex')
  expect(all).toContain(client.id)
  for (const told of ['Quiet', 'quiet@', 'quiet-river', hex('Quiet'), hex('quiet@')])
    expect(all).not.toContain(told)
})

test('a key that did not wrap it opens nothing', async () => {
  const other = { ...api.vault, keys: parseKeyRing(`tests:${Buffer.alloc(32, 8).toString('base64')}`) }
  await expect(inWorkspace(other, workspaceId, listClients)).rejects.toThrow(
    'expected to be sealed with this key',
  )
  const unknown = { ...api.vault, keys: parseKeyRing(`later:${Buffer.alloc(32, 7).toString('base64')}`) }
  await expect(inWorkspace(unknown, workspaceId, listClients)).rejects.toThrow('wrapped by a key of the ring')
})

test('a new key leads the ring, and what the old one wrapped stays readable', async () => {
  const keys = parseKeyRing(`later:${Buffer.alloc(32, 8).toString('base64')}\n${recordKeys}`)
  const found = await inWorkspace({ ...api.vault, keys }, workspaceId, (one) => findClient(one, client.id))
  expect(found).toMatchObject({ name: 'Quiet River', email: 'quiet@example.org' })
})

test('a row that a version wrote which sealed nothing stays readable', async () => {
  const added = await api.owner.query(
    `INSERT INTO clients (workspace_id, name, email) VALUES ($1, 'Old Mill', 'old@example.org') RETURNING id`,
    [workspaceId],
  )
  expect((await noa.get('/api/v1/clients')).json().clients).toContainEqual({
    id: added.rows[0].id,
    name: 'Old Mill',
    email: 'old@example.org',
  })
})

test('what is sealed of one client does not open as another', async () => {
  const other = (await noa.post('/api/v1/clients', { name: 'Loud Brook' })).json()
  await api.owner.query(
    'UPDATE clients SET sealed = (SELECT sealed FROM clients WHERE id = $1) WHERE id = $2',
    [client.id, other.id],
  )
  expect((await noa.get('/api/v1/clients')).statusCode).toBe(500)
  await api.owner.query('DELETE FROM clients WHERE id = $1', [other.id])
})
