import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { visit } from '../../test/browser.ts'
import { serve, sockets } from '../../test/server.ts'

const me = { status: 200, body: { id: '1', email: 'noa@example.org', workspace: 'Noa Practice' } }
const ada = { id: 'a', name: 'Ada', email: 'ada@example.org' }
const ben = { id: 'b', name: '<b>Ben</b>', email: null }
const listing = (...clients: object[]) => ({ status: 200, body: { clients } })

test('the page shows who is logged in and the clients', async () => {
  serve({ 'GET /api/v1/auth/me': me, 'GET /api/v1/clients': listing(ada, ben) })
  const browser = await visit('/')
  expect(browser.page.get('header').text()).toMatch(/Noa Practice.*noa@example\.org/)
  const rows = browser.page.findAll('.rows li').map((row) => row.text())
  expect(rows).toEqual(['Adaada@example.org', '<b>Ben</b>no e-mail address'])
})

test('without a session the page leads to the log-in', async () => {
  serve({ 'GET /api/v1/auth/me': { status: 401, body: { error: 'log in first' } } })
  const browser = await visit('/')
  expect(browser.path()).toBe('/login')
})

test('a client that is added appears in the list', async () => {
  const calls = serve({
    'GET /api/v1/auth/me': me,
    'GET /api/v1/clients': [listing(), listing(ada)],
    'POST /api/v1/clients': { status: 201, body: ada },
  })
  const browser = await visit('/')
  expect(browser.text()).toContain('No clients yet.')
  await browser.fill({ Name: 'Ada', 'E-mail, for reminders': 'ada@example.org' })
  await browser.submit()
  expect(calls).toContainEqual({
    method: 'POST',
    path: '/api/v1/clients',
    body: { name: 'Ada', email: 'ada@example.org' },
  })
  expect(browser.page.findAll('.rows li')).toHaveLength(1)
})

test('a refused client is told, and what was typed stays', async () => {
  const refused = { status: 400, body: { error: 'body/email must match format "email"' } }
  serve({ 'GET /api/v1/auth/me': me, 'GET /api/v1/clients': listing(), 'POST /api/v1/clients': refused })
  const browser = await visit('/')
  await browser.fill({ Name: 'Ada' })
  await browser.submit()
  expect(browser.alert().text()).toContain('body/email')
  expect(browser.page.get<HTMLInputElement>('#name').element.value).toBe('Ada')
})

test('an expired session leads back to the log-in', async () => {
  const expired = { status: 401, body: { error: 'log in first' } }
  serve({ 'GET /api/v1/auth/me': me, 'GET /api/v1/clients': listing(), 'POST /api/v1/clients': expired })
  const browser = await visit('/')
  await browser.fill({ Name: 'Ada' })
  await browser.submit()
  expect(browser.path()).toBe('/login')
})

test('logging out leads to the log-in', async () => {
  const calls = serve({
    'GET /api/v1/auth/me': me,
    'GET /api/v1/clients': listing(),
    'POST /api/v1/auth/logout': { status: 204 },
  })
  const browser = await visit('/')
  await browser.page.get('header button').trigger('click')
  await flushPromises()
  expect(calls.at(-1)).toMatchObject({ path: '/api/v1/auth/logout' })
  expect(browser.path()).toBe('/login')
})

test('what somebody else has added appears, and no socket outlives the page', async () => {
  serve({
    'GET /api/v1/auth/me': me,
    'GET /api/v1/clients': [listing(), listing(ada)],
    'POST /api/v1/auth/logout': { status: 204 },
  })
  const browser = await visit('/')
  const [socket] = sockets
  expect(socket?.url).toMatch(/^ws.*\/ws\/updates$/)
  socket?.onmessage?.({ data: JSON.stringify({ changed: 'notes' }) })
  socket?.onmessage?.({ data: JSON.stringify({ changed: 'clients' }) })
  await flushPromises()
  expect(browser.page.findAll('.rows li')).toHaveLength(1)
  await browser.page.get('header button').trigger('click')
  await flushPromises()
  expect(socket?.closed).toBe(true)
})

test('a socket that is on its way arrives before the log-off', async () => {
  const calls = serve({
    'GET /api/v1/auth/me': me,
    'GET /api/v1/clients': listing(),
    'POST /api/v1/auth/logout': { status: 204 },
  })
  const browser = await visit('/')
  const [socket] = sockets
  if (socket) socket.readyState = 0
  await browser.page.get('header button').trigger('click')
  await flushPromises()
  expect(calls.map(({ path }) => path)).not.toContain('/api/v1/auth/logout')
  socket?.onopen?.()
  await flushPromises()
  expect(calls.at(-1)?.path).toBe('/api/v1/auth/logout')
  expect(socket?.closed).toBe(true)
})

test('pages that follow one another listen to one socket', async () => {
  serve({
    'GET /api/v1/auth/me': me,
    'GET /api/v1/clients': [listing(ada), listing(ada)],
    'GET /api/v1/appointments': { status: 200, body: { appointments: [] } },
  })
  const browser = await visit('/')
  await browser.page.get('.rows a').trigger('click')
  await flushPromises()
  expect(browser.text()).toContain('No appointments yet.')
  expect(sockets.map(({ closed }) => closed)).toEqual([false])
})

test('without a session no socket is opened', async () => {
  serve({ 'GET /api/v1/auth/me': { status: 401, body: { error: 'log in first' } } })
  await visit('/')
  expect(sockets).toHaveLength(0)
})
