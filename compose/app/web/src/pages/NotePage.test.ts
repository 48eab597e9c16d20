import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { visit } from '../../test/browser.ts'
import { serve } from '../../test/server.ts'

const place = '/clients/a/appointments/p'
const note = '/api/v1/appointments/p/note'
const soap = { subjective: 'slept', objective: 'calm', assessment: 'better', plan: 'again' }

test('a draft is written and signed, and then stays as it is', async () => {
  const calls = serve({
    [`GET ${note}`]: { status: 200, body: { note: null } },
    [`PUT ${note}`]: { status: 200, body: { ...soap, signedAt: null } },
    [`POST ${note}/signature`]: { status: 200, body: { ...soap, signedAt: '2030-05-01T11:00:00.000Z' } },
  })
  const browser = await visit(place)
  await browser.fill({ Subjective: 'slept', Objective: 'calm', Assessment: 'better', Plan: 'again' })
  await browser.submit()
  expect(calls.at(-1)).toEqual({ method: 'PUT', path: note, body: soap })
  expect(browser.text()).toContain('Draft saved.')
  await browser.page.get('button[type=button]').trigger('click')
  await flushPromises()
  expect(browser.text()).toContain('Signed 2030-05-01. It stays as it is.')
  expect(browser.page.findAll('button')).toHaveLength(0)
  expect(browser.page.get('#plan').attributes('readonly')).toBeDefined()
})

test('what was written before is shown, a refusal is told', async () => {
  serve({
    [`GET ${note}`]: { status: 200, body: { note: { ...soap, signedAt: null } } },
    [`PUT ${note}`]: { status: 409, body: { error: 'a signed note stays as it is' } },
  })
  const browser = await visit(place)
  expect(browser.page.get<HTMLTextAreaElement>('#plan').element.value).toBe('again')
  await browser.submit()
  expect(browser.alert().text()).toContain('a signed note stays as it is')
})
