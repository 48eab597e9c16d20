import { expect, test } from 'vitest'
import { visit } from '../../test/browser.ts'
import { serve } from '../../test/server.ts'

const me = { id: '1', email: 'noa@example.org', workspace: 'Noa Practice' }
const inside = {
  'GET /api/v1/auth/me': { status: 200, body: me },
  'GET /api/v1/clients': { status: 200, body: { clients: [] } },
}

test('logging in leads to the clients', async () => {
  const calls = serve({ ...inside, 'POST /api/v1/auth/login': { status: 200, body: me } })
  const browser = await visit('/login')
  await browser.fill({ 'E-mail': ' noa@example.org ', Password: 'correct horse battery' })
  await browser.submit()
  expect(calls[0]?.body).toEqual({ email: 'noa@example.org', password: 'correct horse battery' })
  expect(browser.path()).toBe('/')
  expect(browser.text()).toContain('Noa Practice')
})

test('a refused log-in is told and the page stays', async () => {
  serve({
    'POST /api/v1/auth/login': { status: 401, body: { error: 'e-mail address or password is wrong' } },
  })
  const browser = await visit('/login')
  await browser.submit()
  expect(browser.alert().text()).toBe('e-mail address or password is wrong')
  expect(browser.path()).toBe('/login')
})

test('registering opens the practice and logs in', async () => {
  const calls = serve({
    ...inside,
    'POST /api/v1/auth/register': { status: 201, body: me },
    'POST /api/v1/auth/login': { status: 200, body: me },
  })
  const browser = await visit('/register')
  await browser.fill({
    'Practice name': 'Noa Practice',
    'E-mail': me.email,
    Password: 'correct horse battery',
  })
  await browser.submit()
  expect(calls.map(({ path }) => path).slice(0, 2)).toEqual(['/api/v1/auth/register', '/api/v1/auth/login'])
  expect(calls[0]?.body).toMatchObject({ workspace: 'Noa Practice' })
  expect(browser.path()).toBe('/')
})

test.for([
  ['too many tries', [{ status: 429 }], 'Too many tries'],
  ["the edge's own error", [{ status: 502 }], 'status 502'],
  ['no answer', [], 'cannot be reached'],
] as const)('%s is told in words', async ([, answers, words]) => {
  serve({ 'POST /api/v1/auth/login': [...answers] })
  const browser = await visit('/login')
  await browser.submit()
  expect(browser.alert().text()).toContain(words)
})

test('where a second factor is asked for, its code is', async () => {
  const needed = { status: 401, body: { error: 'enter the code of your authenticator', needs: 'code' } }
  const calls = serve({ ...inside, 'POST /api/v1/auth/login': [needed, { status: 200, body: me }] })
  const browser = await visit('/login')
  expect(browser.page.find('#code').exists()).toBe(false)
  await browser.fill({ 'E-mail': me.email, Password: 'correct horse battery' })
  await browser.submit()
  expect(browser.alert().text()).toContain('enter the code')
  await browser.fill({ Code: '123456' })
  await browser.submit()
  expect(calls.at(1)?.body).toEqual({ email: me.email, password: 'correct horse battery', code: '123456' })
  expect(browser.path()).toBe('/')
})
