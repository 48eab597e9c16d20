import { expect, test } from 'vitest'
import { logIn, openApi } from '../test/api.ts'

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
