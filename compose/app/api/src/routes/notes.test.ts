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

let day = 0
/** The place of the note of a new appointment. */
async function place(): Promise<string> {
  day += 1
  const on = `2031-01-${String(day).padStart(2, '0')}`
  const hour = { startsAt: `${on}T10:00:00Z`, endsAt: `${on}T11:00:00Z` }
  const { id } = (await noa.post('/api/v1/appointments', { clientId, ...hour })).json()
  return `/api/v1/appointments/${id}/note`
}

const soap = {
  subjective: 'slept well\nwalked twice',
  objective: 'calm',
  assessment: 'better',
  plan: 'again in a week',
}

test('a note is written, written anew and read', async () => {
  const url = await place()
  expect((await noa.get(url)).json()).toEqual({ note: null })
  expect((await noa.put(url, { ...soap, plan: 'tomorrow' })).statusCode).toBe(200)
  const written = await noa.put(url, soap)
  expect(written.json()).toMatchObject({ ...soap, signedAt: null })
  expect((await noa.get(url)).json()).toEqual({ note: written.json() })
})

test('a signed note stays as it is, whoever asks the database', async () => {
  const url = await place()
  expect((await noa.post(`${url}/signature`, {})).statusCode).toBe(404)
  await noa.put(url, soap)
  const signed = await noa.post(`${url}/signature`, {})
  expect(signed.statusCode).toBe(200)
  expect(signed.json().signedAt).toMatch(/^20/)
  for (const answer of [
    await noa.put(url, { ...soap, plan: 'never' }),
    await noa.post(`${url}/signature`, {}),
  ]) {
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toEqual({ error: 'a signed note stays as it is' })
  }
  const behindOurBack = api.owner.query('UPDATE notes SET signed_at = NULL, signed_by = NULL')
  await expect(behindOurBack).rejects.toThrow('a signed note stays as it is')
  const { note } = (await noa.get(url)).json()
  expect(note).toMatchObject({ ...soap, signedAt: signed.json().signedAt })
})

test('another workspace neither reads, writes nor signs', async () => {
  const url = await place()
  await noa.put(url, soap)
  const dana = await logIn(api.app)
  expect((await dana.get(url)).statusCode).toBe(404)
  expect((await dana.put(url, soap)).statusCode).toBe(404)
  expect((await dana.post(`${url}/signature`, {})).statusCode).toBe(404)
})

test('a part too few, too long, or with control characters is refused', async () => {
  const url = await place()
  for (const wrong of [{ plan: undefined }, { plan: 'a'.repeat(8001) }, { plan: 'a\u0000b' }, { plan: 7 }])
    expect((await noa.put(url, { ...soap, ...wrong })).statusCode).toBe(400)
})

test('each access to a note leaves an audit row', async () => {
  const url = await place()
  await noa.put(url, soap)
  await noa.get(url)
  await noa.post(`${url}/signature`, {})
  const rows = await api.owner.query(
    "SELECT action FROM audit_events WHERE action LIKE 'note.%' ORDER BY id DESC LIMIT 3",
  )
  expect(rows.rows.map(({ action }) => action)).toEqual(['note.signed', 'note.read', 'note.written'])
})
