import { newAddress } from '../../fixtures/newcomer.ts'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('from registration to the list of clients', claim('APP-01'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject: 'api through the edge' }
  const added = await practice.call('POST', '/api/v1/clients', { name: 'Quiet River' })
  const me = await practice.call('GET', '/api/v1/auth/me')
  const clients = await practice.call('GET', '/api/v1/clients')
  const health = await client.https({ method: 'GET', path: '/health' })
  const stranger = await practice.callAsStranger('GET', '/api/v1/clients')
  proof.evidence({
    ...where,
    property: 'way in',
    expected: { register: 201, logIn: 200 },
    actual: practice.entered,
  })
  proof.evidence({ ...where, property: 'status of adding a client', expected: 201, actual: added.status })
  proof.evidence({
    ...where,
    property: 'who is logged in',
    expected: { includes: practice.email },
    actual: me.body,
  })
  proof.evidence({
    ...where,
    property: 'clients',
    expected: { includes: 'Quiet River' },
    actual: clients.body,
  })
  proof.evidence({ ...where, property: 'status without a log-in', expected: 401, actual: stranger.status })
  proof.control({
    ...where,
    subject: 'edge',
    property: 'status of its health',
    expected: 200,
    actual: health.status,
  })
})

test('of an appointment that is near', claim('APP-02'), async ({ practice, mailbox, proof }) => {
  const where = { from: 'the mail server', subject: 'worker with api' }
  const address = newAddress()
  const before = await mailbox.to(address)
  const booked = await practice.book({ name: 'Near One', email: address })
  const mail = booked.status === 201 ? await mailbox.first(address, 10_000) : null
  proof.evidence({ ...where, property: 'status of booking', expected: 201, actual: booked.status })
  proof.evidence({
    ...where,
    property: 'subject',
    expected: { includes: practice.workspace },
    actual: mail?.subject ?? 'no mail',
  })
  proof.control({ ...where, property: 'mails before the appointment', expected: 0, actual: before.length })
})

test('of a therapist', claim('APP-03'), async ({ practice, proof }) => {
  const where = { from: 'the log-in', subject: 'api cookie through the edge' }
  for (const cookie of practice.cookies) {
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']) {
      const actual = cookie.split(/;\s*/).slice(1)
      proof.evidence({ ...where, property: 'attributes', expected: { includes: attribute }, actual })
    }
  }
  proof.evidence({ ...where, property: 'cookies', expected: 1, actual: practice.cookies.length })
  const stranger = await practice.callAsStranger('GET', '/api/v1/clients')
  proof.control({ ...where, property: 'status without a cookie', expected: 401, actual: stranger.status })
})

test('with the cookie of a log-in', claim('APP-04'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject: 'api through the edge' }
  const path = '/api/v1/clients'
  proof.evidence({
    ...where,
    property: 'way in',
    expected: { register: 201, logIn: 200 },
    actual: practice.entered,
  })
  for (const site of ['cross-site', 'same-site'] as const) {
    const actual = await practice.callFrom(site, path, { name: 'Not Asked For' })
    proof.evidence({ ...where, property: `status of a change from ${site}`, expected: 403, actual })
  }
  const own = await practice.callFrom('same-origin', path, { name: 'Asked For' })
  proof.evidence({ ...where, property: 'status of the same from our own page', expected: 201, actual: own })
  const stranger = await practice.callAsStranger('GET', path)
  proof.control({ ...where, property: 'status without a cookie', expected: 401, actual: stranger.status })
})
