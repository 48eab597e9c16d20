import { afterAll, beforeAll, expect, test } from 'vitest'
import { logIn, openApi, password, post, type TestApi } from '../../test/api.ts'
import { codeOf } from '../totp.ts'
import { addAccount } from './auth.ts'

let api: TestApi
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api[Symbol.asyncDispose]())

const newcomer = { email: 'Noa@Example.org', password, workspace: 'Noa Practice' }

test('registering answers with the user and no password', async () => {
  const answer = await api.app.inject(post('/api/v1/auth/register', newcomer))
  expect(answer.statusCode).toBe(201)
  expect(answer.json()).toEqual({
    id: expect.any(String),
    email: 'noa@example.org',
    role: 'member',
    workspace: 'Noa Practice',
  })
})

test('a second registration of an address in other letters is refused', async () => {
  const answer = await api.app.inject(
    post('/api/v1/auth/register', { ...newcomer, email: 'NOA@example.org' }),
  )
  expect(answer.statusCode).toBe(409)
  expect(answer.json()).toEqual({ error: 'this e-mail address is already registered' })
})

test('logging in gives a cookie that scripts and other sites cannot use', async () => {
  const answer = await api.app.inject(post('/api/v1/auth/login', { email: 'noa@example.org', password }))
  expect(answer.statusCode).toBe(200)
  const cookie = answer.headers['set-cookie']
  expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
})

test.for([
  ['wrong password', { email: 'noa@example.org', password: 'not the password' }],
  ['unknown address', { email: 'nobody@example.org', password }],
] as const)('a log-in error does not tell which part was wrong: %s', async ([, body]) => {
  const answer = await api.app.inject(post('/api/v1/auth/login', body))
  expect(answer.statusCode).toBe(401)
  expect(answer.json()).toEqual({ error: 'e-mail address or password is wrong' })
})

test('me names the user who is logged in', async () => {
  const person = await logIn(api.app, 'dana@example.org')
  const answer = await person.get('/api/v1/auth/me')
  expect(answer.json()).toMatchObject({ email: 'dana@example.org', workspace: person.workspace })
})

test('after logging out the old cookie is worth nothing', async () => {
  const person = await logIn(api.app)
  expect((await person.post('/api/v1/auth/logout', {})).statusCode).toBe(204)
  expect((await person.get('/api/v1/auth/me')).statusCode).toBe(401)
})

test.for(['/api/v1/auth/me', '/api/v1/clients', '/api/v1/appointments'])(
  '%s asks for a session',
  async (url) => {
    expect((await api.app.inject({ url })).statusCode).toBe(401)
    expect((await api.app.inject({ url, cookies: { session: 'forged' } })).statusCode).toBe(401)
  },
)

test('a change that another site asks for is refused', async () => {
  const person = await logIn(api.app)
  const headers = { 'sec-fetch-site': 'same-site', cookie: `session=${person.session}` }
  const answer = await api.app.inject({ ...post('/api/v1/clients', { name: 'Ada' }), headers })
  expect(answer.statusCode).toBe(403)
})

test('an admin enters with a second factor, and with no code twice', async () => {
  const totp = Buffer.alloc(20, 5)
  const email = 'admin@example.org'
  await addAccount(api.vault, { email, password, workspace: 'Head', totp })
  const enter = (code?: string) =>
    api.app.inject(post('/api/v1/auth/login', { email, password, ...(code && { code }) }))
  const step = Math.floor(Date.now() / 30_000)
  const without = await enter()
  expect(without.statusCode).toBe(401)
  expect(without.json()).toEqual({ error: 'enter the code of your authenticator', needs: 'code' })
  expect(without.headers['set-cookie']).toBeUndefined()
  expect((await enter('000000')).json()).toMatchObject({ needs: 'code' })
  expect((await enter(codeOf(totp, step - 5))).statusCode).toBe(401)
  const inside = await enter(codeOf(totp, step + 1))
  expect(inside.statusCode).toBe(200)
  expect(inside.json()).toMatchObject({ role: 'admin' })
  expect((await enter(codeOf(totp, step + 1))).statusCode).toBe(401)
  expect((await enter(codeOf(totp, step))).statusCode).toBe(401)
})

test('whoever does not know the password is not told that there is a second factor', async () => {
  const wrong = { email: 'admin@example.org', password: 'not the password' }
  const answer = await api.app.inject(post('/api/v1/auth/login', wrong))
  expect(answer.json()).toEqual({ error: 'e-mail address or password is wrong' })
})
