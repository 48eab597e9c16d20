import { expect, test } from 'vitest'
import { visit } from '../../test/browser.ts'
import { serve } from '../../test/server.ts'

test('a link asks for a password, and its token goes to the API alone', async () => {
  const calls = serve({ 'POST /api/v1/auth/password': { status: 204 } })
  const browser = await visit('/password#the-token')
  await browser.fill({ 'New password': 'correct horse battery' })
  await browser.submit()
  expect(calls).toEqual([
    {
      method: 'POST',
      path: '/api/v1/auth/password',
      body: { token: 'the-token', password: 'correct horse battery' },
    },
  ])
  expect(browser.text()).toContain('It is set.')
})

test('a link that is used up is told', async () => {
  serve({ 'POST /api/v1/auth/password': { status: 404, body: { error: 'this link is no longer good' } } })
  const browser = await visit('/password#old')
  await browser.submit()
  expect(browser.alert().text()).toBe('this link is no longer good')
})

test('who has forgotten a password asks for a link', async () => {
  const calls = serve({ 'POST /api/v1/auth/reset': { status: 204 } })
  const browser = await visit('/forgot')
  await browser.fill({ 'E-mail': ' noa@example.org ' })
  await browser.submit()
  expect(calls[0]?.body).toEqual({ email: 'noa@example.org' })
  expect(browser.text()).toContain('on its way')
})

test.for([
  ['admin', true],
  ['member', false],
] as const)('a form for invitations, shown to a %s: %s', async ([role, shown]) => {
  const me = { id: '1', email: 'noa@example.org', workspace: 'Noa Practice', role }
  const calls = serve({
    'GET /api/v1/auth/me': { status: 200, body: me },
    'GET /api/v1/clients': { status: 200, body: { clients: [] } },
    'POST /api/v1/auth/invitations': { status: 204 },
  })
  const browser = await visit('/')
  expect(browser.text().includes('Invite to this practice')).toBe(shown)
  if (!shown) return
  await browser.fill({ 'E-mail of a colleague': 'dana@example.org' })
  await browser.page.findAll('form').at(-1)?.trigger('submit')
  await expect.poll(() => calls.at(-1)?.body).toEqual({ email: 'dana@example.org' })
  await expect.poll(() => browser.text()).toContain('on its way to dana@example.org')
})
