import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, type TestApi } from '../../test/api.ts'

let api: TestApi
let noa: Awaited<ReturnType<typeof logIn>>
let dana: Awaited<ReturnType<typeof logIn>>
beforeAll(async () => {
  api = await openApi()
  noa = await logIn(api.app)
  dana = await logIn(api.app)
})
afterAll(() => api[Symbol.asyncDispose]())

const hour = { startsAt: '2030-05-01T10:00:00Z', endsAt: '2030-05-01T11:00:00Z' }

test('a workspace lists its own clients and no others', async () => {
  await noa.post('/api/v1/clients', { name: 'Ada', email: 'ada@example.org' })
  await dana.post('/api/v1/clients', { name: 'Ben' })
  expect((await noa.get('/api/v1/clients')).json().clients).toMatchObject([
    { name: 'Ada', email: 'ada@example.org' },
  ])
  expect((await dana.get('/api/v1/clients')).json().clients).toMatchObject([{ name: 'Ben', email: null }])
})

test("another workspace's client cannot be booked", async () => {
  const [client] = (await noa.get('/api/v1/clients')).json().clients
  const answer = await dana.post('/api/v1/appointments', { clientId: client.id, ...hour })
  expect(answer.statusCode).toBe(404)
  expect((await dana.get('/api/v1/appointments')).json()).toEqual({ appointments: [] })
})

test('a workspace lists its own appointments and no others', async () => {
  const [client] = (await noa.get('/api/v1/clients')).json().clients
  const added = await noa.post('/api/v1/appointments', { clientId: client.id, ...hour })
  expect(added.statusCode).toBe(201)
  expect(added.json()).toMatchObject({
    startsAt: '2030-05-01T10:00:00.000Z',
    remindAt: '2030-04-30T10:00:00.000Z',
  })
  expect((await noa.get('/api/v1/appointments')).json().appointments).toHaveLength(1)
  expect((await dana.get('/api/v1/appointments')).json().appointments).toHaveLength(0)
})

test('the schema itself refuses an appointment across workspaces', async () => {
  const clients = await api.owner.query('SELECT id, workspace_id FROM clients ORDER BY name')
  const [ada, ben] = clients.rows
  const insert = `INSERT INTO appointments (workspace_id, client_id, starts_at, ends_at) VALUES ($1, $2, now(), now() + '1h')`
  await expect(api.owner.query(insert, [ben.workspace_id, ada.id])).rejects.toThrow(
    'appointments_client_fkey',
  )
})

test('each reading and each change leaves one audit row of its own workspace', async () => {
  const person = await logIn(api.app)
  const count = async () => {
    const rows = await api.owner.query(
      `SELECT a.action FROM audit_events a JOIN users u ON u.id = a.user_id WHERE u.email = $1 ORDER BY a.id`,
      [person.email],
    )
    return rows.rows.map(({ action }) => action)
  }
  await person.post('/api/v1/clients', { name: 'Eve' })
  await person.get('/api/v1/clients')
  await person.get('/api/v1/appointments')
  expect(await count()).toEqual([
    'user.registered',
    'user.logged-in',
    'client.added',
    'clients.listed',
    'appointments.listed',
  ])
})
