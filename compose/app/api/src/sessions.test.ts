import { expect, test } from 'vitest'
import { logIn, openApi, type TestApi } from '../test/api.ts'
import { openSessions } from './sessions.ts'

test('a session that is idle too long is over, and its key is gone', async () => {
  await using api = await openApi(1)
  const person = await logIn(api.app)
  expect((await person.get('/api/v1/auth/me')).statusCode).toBe(200)
  await expect.poll(() => api.redis.keys('session:*'), { timeout: 5_000 }).toEqual([])
  expect((await person.get('/api/v1/auth/me')).statusCode).toBe(401)
})

test('a session lives 15 minutes, and a request starts them anew', async () => {
  await using api = await openApi()
  const person = await logIn(api.app)
  const [key = ''] = await api.redis.keys('session:*')
  expect(await api.redis.ttl(key)).toBeGreaterThan(890)
  await api.redis.expire(key, 60)
  await person.get('/api/v1/auth/me')
  expect(await api.redis.ttl(key)).toBeGreaterThan(890)
  expect(await api.redis.ttl(key)).toBeLessThanOrEqual(900)
})

test('redis holds neither the cookie nor who the person is', async () => {
  await using api = await openApi()
  const person = await logIn(api.app)
  const keys = await api.redis.keys('*')
  const values = await Promise.all(
    keys.filter((key) => key.startsWith('session:')).map((key) => api.redis.get(key)),
  )
  const held = JSON.stringify([keys, values])
  expect(values).toHaveLength(1)
  expect(held).not.toContain(person.session)
  expect(held).not.toContain(person.email)
})

const me = (api: TestApi, session: string) =>
  api.app.inject({ url: '/api/v1/auth/me', cookies: { session } }).then(({ statusCode }) => statusCode)
const renew = (api: TestApi, session: string) =>
  api.app.inject({ method: 'POST', url: '/api/v1/auth/refresh', cookies: { session } })

test('a session moves to another cookie; the one that it left serves for seconds, and then ends it', async () => {
  await using api = await openApi()
  const { session: old } = await logIn(api.app)
  const answer = await renew(api, old)
  expect(answer.statusCode).toBe(204)
  const next = answer.cookies[0]?.value ?? ''
  expect(answer.headers['set-cookie']).toMatch(/HttpOnly; Secure; SameSite=Strict/)
  expect([await me(api, old), await me(api, next)]).toEqual([200, 200])
  await expect.poll(() => api.redis.keys('session:*'), { timeout: 6_000 }).toHaveLength(1)
  expect([await me(api, next), await me(api, old), await me(api, next)]).toEqual([200, 401, 401])
})

test('of two who renew at once one gets another cookie, and log-off with the old one ends both', async () => {
  await using api = await openApi()
  const person = await logIn(api.app)
  const both = await Promise.all([renew(api, person.session), renew(api, person.session)])
  const given = both.flatMap(({ cookies }) => cookies.map(({ value }) => value))
  expect(given).toHaveLength(1)
  expect(await me(api, given[0] ?? '')).toBe(200)
  await person.post('/api/v1/auth/logout', {})
  expect(await me(api, given[0] ?? '')).toBe(401)
})

test('a socket that was opened with an old cookie knows whether the session lives', async () => {
  await using api = await openApi()
  const sessions = openSessions(api.redis, 'another session key of the tests, long')
  const first = await sessions.open({ userId: '1', workspaceId: '1', role: 'member' })
  const second = (await sessions.renew(first)) ?? ''
  const third = (await sessions.renew(second)) ?? ''
  expect(await sessions.isLive(first)).toBe(true)
  await sessions.close(third)
  expect(await sessions.isLive(first)).toBe(false)
})
