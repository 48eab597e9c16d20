import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { logIn, openApi, type TestApi } from '../../test/api.ts'
import { openObjectStore } from '../attachments/store.ts'

const { store: storeSettings, virus } = inject('backing')

let api: TestApi
let noa: Awaited<ReturnType<typeof logIn>>
let clientId: string
beforeAll(async () => {
  api = await openApi()
  noa = await logIn(api.app)
  clientId = (await noa.post('/api/v1/clients', { name: 'Ada' })).json().id
})
afterAll(() => api[Symbol.asyncDispose]())

const listed = async () => (await noa.get(`/api/v1/clients/${clientId}/attachments`)).json().attachments

const linkTo = async (id: string) => (await noa.get(`/api/v1/attachments/${id}`)).json()
/** As a browser does it, that sends no cookie along: the link is enough. */
const fetched = async (id: string) => api.app.inject({ url: (await linkTo(id)).url })

test('an attachment comes back byte by byte, under its name', async () => {
  const any = Buffer.from(Array.from({ length: 69_995 }, (_, at) => at % 256))
  const content = Buffer.concat([Buffer.from('%PDF-'), any])
  const added = await noa.attach(clientId, "Befund (1) 'äö'.pdf", content)
  expect(added.statusCode).toBe(201)
  expect(added.json()).toMatchObject({ clientId, name: "Befund (1) 'äö'.pdf", size: 70_000 })
  const back = await fetched(added.json().id)
  expect(back.rawPayload.equals(content)).toBe(true)
  expect(back.headers['content-type']).toBe('application/octet-stream')
  expect(back.headers['content-disposition']).toBe(
    "attachment; filename*=UTF-8''Befund%20%281%29%20%27%C3%A4%C3%B6%27.pdf",
  )
  expect(await listed()).toEqual([added.json()])
})

test('a link gives the content once, and not for long', async () => {
  const added = (await noa.attach(clientId, 'note.txt', 'a note')).json()
  const { url, expiresAt } = await linkTo(added.id)
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(50_000)
  const [key = ''] = await api.redis.keys('link:*')
  expect(await api.redis.ttl(key)).toBeLessThanOrEqual(60)
  expect(await api.redis.ttl(key)).toBeGreaterThan(50)
  expect(key).not.toContain(url.split('/').at(-1))
  expect((await api.app.inject({ url })).body).toBe('a note')
  expect((await api.app.inject({ url })).statusCode).toBe(404)
  expect((await api.app.inject({ url: '/api/v1/files/made-up' })).statusCode).toBe(404)
})

test('what the antivirus finds is refused and not kept, its finding is told and written down', async () => {
  const before = await listed()
  const answer = await noa.attach(clientId, 'harmless.txt', `before ${virus} after`)
  expect(answer.statusCode).toBe(422)
  expect(answer.json().error).toMatch(/^refused: the antivirus found Test-Virus/)
  expect(await listed()).toEqual(before)
  const rows = await api.owner.query(
    `SELECT subject_id FROM audit_events WHERE action = 'attachment.refused'`,
  )
  expect(rows.rows).toEqual([{ subject_id: clientId }])
})

test('another workspace neither adds, lists nor reads', async () => {
  const added = (await noa.attach(clientId, 'note.txt', 'a note')).json()
  const dana = await logIn(api.app)
  expect((await dana.attach(clientId, 'note.txt', 'a note')).statusCode).toBe(404)
  expect((await dana.get(`/api/v1/clients/${clientId}/attachments`)).json().attachments).toEqual([])
  expect((await dana.get(`/api/v1/attachments/${added.id}`)).statusCode).toBe(404)
})

test('an object that was changed behind our back is not given out', async () => {
  const added = (await noa.attach(clientId, 'note.txt', 'a note')).json()
  const [row] = (await api.owner.query('SELECT workspace_id FROM attachments WHERE id = $1', [added.id])).rows
  const store = openObjectStore(storeSettings)
  await store.put(`${row.workspace_id}/${clientId}/${added.id}`, Buffer.from('another note'))
  await store.close()
  expect((await fetched(added.id)).statusCode).toBe(500)
})

test('too much, nothing, another type and a name of two lines are refused', async () => {
  expect((await noa.attach(clientId, 'big', Buffer.alloc(10 * 1024 * 1024 + 1))).statusCode).toBe(413)
  expect((await noa.attach(clientId, 'empty', '')).statusCode).toBe(400)
  expect((await noa.attach(clientId, 'two\nlines', 'a note')).statusCode).toBe(400)
  expect((await noa.attach(clientId, 'holiday.png', Buffer.from('7f454c4602010100', 'hex'))).statusCode).toBe(
    415,
  )
  const json = await noa.post(`/api/v1/clients/${clientId}/attachments`, { name: 'note' })
  expect([400, 415]).toContain(json.statusCode)
})

test('ten million bytes are taken', async () => {
  const answer = await noa.attach(clientId, 'big', Buffer.alloc(10 * 1024 * 1024, 'a'))
  expect(answer.statusCode).toBe(201)
})
