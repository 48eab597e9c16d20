import { flushPromises } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { visit } from '../../test/browser.ts'
import { serve } from '../../test/server.ts'

const ada = { id: 'a', name: 'Ada', email: null }
const clients = { status: 200, body: { clients: [ada] } }
const list = (key: string, ...all: object[]) => ({ status: 200, body: { [key]: all } })
const appointment = {
  id: 'p',
  clientId: 'a',
  startsAt: '2030-05-01T10:00:00.000Z',
  endsAt: '2030-05-01T10:50:00.000Z',
}

test("the page shows a client's appointments, and nobody else's", async () => {
  const other = { ...appointment, id: 'q', clientId: 'b' }
  serve({
    'GET /api/v1/clients': clients,
    'GET /api/v1/appointments': list('appointments', appointment, other),
  })
  const browser = await visit('/clients/a')
  expect(browser.page.get('h1').text()).toBe('Ada')
  expect(browser.page.findAll('.rows li')).toHaveLength(1)
  expect(browser.page.get('.rows a').attributes('href')).toBe('/clients/a/appointments/p')
})

test('an appointment is booked for as long as it takes', async () => {
  const calls = serve({
    'GET /api/v1/clients': clients,
    'GET /api/v1/appointments': [list('appointments'), list('appointments', appointment)],
    'POST /api/v1/appointments': { status: 201, body: appointment },
  })
  const browser = await visit('/clients/a')
  expect(browser.text()).toContain('No appointments yet.')
  await browser.fill({ Starts: '2030-05-01T10:00', Minutes: '50' })
  await browser.submit()
  const sent = calls.find(({ method }) => method === 'POST')?.body as { startsAt: string; endsAt: string }
  expect(Date.parse(sent.endsAt) - Date.parse(sent.startsAt)).toBe(50 * 60_000)
  expect(browser.page.findAll('.rows li')).toHaveLength(1)
})

test('an overlap is told', async () => {
  const refused = { status: 409, body: { error: 'there is an appointment at that time already' } }
  serve({
    'GET /api/v1/clients': clients,
    'GET /api/v1/appointments': list('appointments'),
    'POST /api/v1/appointments': refused,
  })
  const browser = await visit('/clients/a')
  await browser.fill({ Starts: '2030-05-01T10:00' })
  await browser.submit()
  expect(browser.alert().text()).toContain('at that time already')
})

test('a client that nobody has is told', async () => {
  serve({ 'GET /api/v1/clients': clients })
  const browser = await visit('/clients/z')
  expect(browser.text()).toContain('No such client.')
})

test('who is logged off is led to the log-in', async () => {
  serve({ 'GET /api/v1/clients': { status: 401, body: { error: 'log in first' } } })
  const browser = await visit('/clients/a')
  await flushPromises()
  expect(browser.path()).toBe('/login')
})

test('an attachment is asked for by a link of its own', async () => {
  const file = { id: 'f', name: 'note.txt', size: 6 }
  const calls = serve({
    'GET /api/v1/clients': clients,
    'GET /api/v1/appointments': list('appointments'),
    'GET /api/v1/clients/a/attachments': list('attachments', file),
    'GET /api/v1/attachments/f': { status: 200, body: { url: '/api/v1/files/once', expiresAt: '' } },
  })
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const browser = await visit('/clients/a')
  const tab = browser.page.findAll('[role=tab]').find((one) => one.text() === 'Attachments')
  await tab?.trigger('mousedown', { button: 0 })
  await flushPromises()
  await browser.page.get('.rows button').trigger('click')
  await flushPromises()
  expect(calls.at(-1)?.path).toBe('/api/v1/attachments/f')
  expect(assign).toHaveBeenCalledWith('/api/v1/files/once')
})
