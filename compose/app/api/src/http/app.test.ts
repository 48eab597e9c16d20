import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { logIn, openApi, post, type TestApi } from '../../test/api.ts'

let api: TestApi
let person: Awaited<ReturnType<typeof logIn>>
beforeAll(async () => {
  api = await openApi()
  person = await logIn(api.app)
})
afterAll(() => api[Symbol.asyncDispose]())

const id = '5f0c1cd6-4c38-4b8a-8f15-d3a1f2b2a3c4'
const times = { startsAt: '2030-05-01T10:00:00Z', endsAt: '2030-05-01T11:00:00Z' }

test('health and readiness answer without a session', async () => {
  for (const url of ['/api/v1/health', '/api/v1/ready']) {
    const answer = await api.app.inject({ url })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ status: 'ok' })
  }
})

test.for(['/api/v1/nothing', '/', '/ws/anything'])('%s is not found, as JSON', async (url) => {
  const answer = await api.app.inject({ url })
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toEqual({ error: 'not found' })
})

test.for([
  ['no name', '/api/v1/clients', {}, "must have required property 'name'"],
  ['a blank name', '/api/v1/clients', { name: ' ' }, 'body/name must match pattern'],
  ['a line break in a name', '/api/v1/clients', { name: 'Ada\nBcc: x' }, 'body/name must match pattern'],
  ['a number for a name', '/api/v1/clients', { name: 7 }, 'body/name must be string'],
  ['no address', '/api/v1/clients', { name: 'Ada', email: 'ada' }, 'body/email must match format "email"'],
  [
    'an unknown key',
    '/api/v1/clients',
    { name: 'Ada', workspaceId: id },
    'must NOT have additional properties',
  ],
  ['no uuid', '/api/v1/appointments', { clientId: '1', ...times }, 'body/clientId must match format "uuid"'],
  [
    'no time',
    '/api/v1/appointments',
    { clientId: id, ...times, endsAt: 'noon' },
    'body/endsAt must match format',
  ],
  [
    'an end before',
    '/api/v1/appointments',
    { clientId: id, ...times, endsAt: times.startsAt },
    'after startsAt',
  ],
  [
    'a late reminder',
    '/api/v1/appointments',
    { clientId: id, ...times, remindAt: times.endsAt },
    'not be after',
  ],
  [
    'a short password',
    '/api/v1/auth/register',
    { email: 'a@b.org', password: 'x', workspace: 'W' },
    'body/password',
  ],
] as const)('%s is refused with a reason', async ([, url, body, reason]) => {
  const answer = await person.post(url, body)
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toEqual({ error: expect.stringContaining(reason) })
})

test('a body that is not JSON is refused', async () => {
  const headers = { 'content-type': 'application/json', cookie: `session=${person.session}` }
  const broken = await api.app.inject({ method: 'POST', url: '/api/v1/clients', payload: '{', headers })
  expect(broken.statusCode).toBe(400)
  const plain = { ...headers, 'content-type': 'text/plain' }
  const text = await api.app.inject({ method: 'POST', url: '/api/v1/clients', payload: '{}', headers: plain })
  expect(text.statusCode).toBe(415)
})

test('while Redis is away readiness names it and a log-in is told to try again', async () => {
  await using lonely = await openApi()
  const { email } = await logIn(lonely.app)
  lonely.redis.disconnect()
  const ready = await lonely.app.inject({ url: '/api/v1/ready' })
  expect(ready.statusCode).toBe(503)
  expect(ready.json()).toEqual({ error: 'not ready: redis missing', missing: ['redis'] })
  const login = { email, password: 'correct horse battery' }
  const answer = await lonely.app.inject(post('/api/v1/auth/login', login))
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toEqual({ error: 'temporarily unavailable, try again' })
  expect((await lonely.app.inject({ url: '/api/v1/health' })).statusCode).toBe(200)
})

test('readiness names an object store that does not admit us', async () => {
  const settings = { ...inject('backing').store, key: 'another-key-of-tests' }
  await using lonely = await openApi(900, undefined, { store: settings })
  const ready = await lonely.app.inject({ url: '/api/v1/ready' })
  expect(ready.statusCode).toBe(503)
  expect(ready.json()).toMatchObject({ missing: ['object store'] })
})
