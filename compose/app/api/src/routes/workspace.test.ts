import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, password, type TestApi } from '../../test/api.ts'
import { addAccount } from './auth.ts'

let api: TestApi
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api[Symbol.asyncDispose]())

const count = async (table: string) => (await api.owner.query(`SELECT FROM ${table}`)).rowCount
const tables = ['clients', 'appointments', 'reminders', 'attachments', 'notes']

/** Someone with one record of each kind. */
async function work(email: string) {
  const person = await logIn(api.app, email)
  const client = (await person.post('/api/v1/clients', { name: 'Ada', email: 'ada@example.org' })).json()
  const hour = { startsAt: '2030-05-01T10:00:00Z', endsAt: '2030-05-01T11:00:00Z' }
  const { id } = (await person.post('/api/v1/appointments', { clientId: client.id, ...hour })).json()
  const soap = { subjective: 'a', objective: 'b', assessment: 'c', plan: 'd' }
  await person.put(`/api/v1/appointments/${id}/note`, soap)
  await person.post(`/api/v1/appointments/${id}/note/signature`, {})
  const attachment = (await person.attach(client.id, 'note.txt', 'a note')).json()
  return { person, client, attachment }
}

const clear = (session: string, query = '') =>
  api.app.inject({ method: 'DELETE', url: `/api/v1/workspace/records${query}`, cookies: { session } })

test('only a workspace that is nobody’s can be cleared, and only by its own account', async () => {
  const email = 'smoke@example.org'
  await addAccount(api.vault, { email, password, workspace: 'Smoke', synthetic: true })
  const somebody = await work('noa@example.org')
  const nobody = await work(email)
  expect((await clear(somebody.person.session)).statusCode).toBe(403)
  for (const table of tables) expect(await count(table)).toBe(2)
  expect((await clear(nobody.person.session)).statusCode).toBe(204)
  for (const table of tables) expect(await count(table)).toBe(1)
  const link = (await somebody.person.get(`/api/v1/attachments/${somebody.attachment.id}`)).json()
  expect((await api.app.inject({ url: link.url })).body).toBe('a note')
  const audit = await api.owner.query("SELECT FROM audit_events WHERE action = 'workspace.cleared'")
  expect(audit.rowCount).toBe(1)
})

test('one client can be taken away alone, or all that are older than a time', async () => {
  const email = 'other-smoke@example.org'
  await addAccount(api.vault, { email, password, workspace: 'Smoke', synthetic: true })
  const { person, client } = await work(email)
  const other = (await person.post('/api/v1/clients', { name: 'Ben' })).json()
  const left = async () =>
    (await person.get('/api/v1/clients')).json().clients.map(({ id }: { id: string }) => id)
  expect((await clear(person.session, '?olderThan=3600')).statusCode).toBe(204)
  expect((await left()).sort()).toEqual([client.id, other.id].sort())
  expect((await clear(person.session, `?client=${client.id}`)).statusCode).toBe(204)
  expect(await left()).toEqual([other.id])
  await api.owner.query("UPDATE clients SET created_at = now() - interval '2 hours' WHERE id = $1", [
    other.id,
  ])
  const young = (await person.post('/api/v1/clients', { name: 'Dana' })).json()
  expect((await clear(person.session, '?olderThan=3600')).statusCode).toBe(204)
  expect(await left()).toEqual([young.id])
})

test.for(['?olderThan=soon', '?olderThan=-1', '?client=1', '?unknown=1'])('%s is refused', async (query) => {
  const { person } = await work(`${query.length}-${query.at(-1)}@example.org`)
  expect((await clear(person.session, query)).statusCode).toBe(400)
})
