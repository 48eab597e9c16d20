import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, type TestApi } from '../../test/api.ts'

let api: TestApi
let noa: Awaited<ReturnType<typeof logIn>>
let clientId: string
beforeAll(async () => {
  api = await openApi()
  noa = await logIn(api.app)
  clientId = (await noa.post('/api/v1/clients', { name: 'Ada' })).json().id
})
afterAll(() => api[Symbol.asyncDispose]())

const book = async (from: string, to: string) =>
  (
    await noa.post('/api/v1/appointments', {
      clientId,
      startsAt: `2030-05-01T${from}:00Z`,
      endsAt: `2030-05-01T${to}:00Z`,
    })
  ).statusCode

test('a form that is sent twice makes one appointment', async () => {
  const both = await Promise.all([book('08:00', '09:00'), book('08:00', '09:00')])
  expect(both.sort()).toEqual([201, 409])
})

test('an appointment that overlaps is refused, one that follows is not', async () => {
  expect(await book('10:00', '11:00')).toBe(201)
  expect(await book('10:30', '11:30')).toBe(409)
  expect(await book('09:00', '12:00')).toBe(409)
  expect(await book('11:00', '12:00')).toBe(201)
})

test('two therapists may see somebody at the same time', async () => {
  const dana = await logIn(api.app)
  const client = (await dana.post('/api/v1/clients', { name: 'Ben' })).json()
  const hour = { startsAt: '2030-05-01T10:00:00Z', endsAt: '2030-05-01T11:00:00Z' }
  expect((await dana.post('/api/v1/appointments', { clientId: client.id, ...hour })).statusCode).toBe(201)
})
