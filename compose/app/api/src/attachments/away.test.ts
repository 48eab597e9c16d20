import { expect, inject, test } from 'vitest'
import { logIn, openApi } from '../../test/api.ts'

test('while the antivirus is away nothing is taken, and readiness names it', async () => {
  await using lonely = await openApi(900, undefined, { antivirus: { host: 'localhost', port: 1 } })
  const person = await logIn(lonely.app)
  const client = (await person.post('/api/v1/clients', { name: 'Ben' })).json()
  const answer = await person.attach(client.id, 'note.txt', 'a note')
  expect(answer.statusCode).toBe(503)
  expect((await person.get(`/api/v1/clients/${client.id}/attachments`)).json().attachments).toEqual([])
  expect((await lonely.app.inject({ url: '/api/v1/ready' })).json()).toMatchObject({ missing: ['antivirus'] })
})

test('while the object store is away no row is left', async () => {
  const store = { ...inject('backing').store, key: 'another-key-of-tests' }
  await using lonely = await openApi(900, undefined, { store })
  const person = await logIn(lonely.app)
  const client = (await person.post('/api/v1/clients', { name: 'Ben' })).json()
  expect((await person.attach(client.id, 'note.txt', 'a note')).statusCode).toBe(503)
  expect((await person.get(`/api/v1/clients/${client.id}/attachments`)).json().attachments).toEqual([])
})
