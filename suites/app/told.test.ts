import { randomUUID } from 'node:crypto'
import { newAddress } from '../../fixtures/newcomer.ts'
import { test } from '../../fixtures/vitest.ts'
import { withoutIds } from '../../fixtures/without-ids.ts'
import { claim } from '../claim.ts'

test('of an appointment', claim('APP-16'), async ({ practice, mailbox, target, proof }) => {
  const where = { from: 'the mail server', subject: 'worker with api' }
  const name = `Name ${randomUUID()}`
  const address = newAddress()
  await practice.book({ name, email: address })
  const mail = await mailbox.first(address, 10_000)
  const { text, raw } = mail ? await mailbox.open(mail) : { text: '', raw: '' }
  const told = [text, raw].some((one) => one.includes(name))
  proof.evidence({ ...where, property: 'name of the client in the mail', expected: false, actual: told })
  proof.evidence({
    ...where,
    property: 'addresses that it leads to',
    expected: [target.origin],
    actual: text.match(/https?:\/\/[^\s,]+/g) ?? [],
  })
  proof.control({
    ...where,
    property: 'text',
    expected: { includes: practice.workspace },
    actual: text,
  })
})

test('by somebody new', claim('APP-17'), async ({ logIn, records, proof }) => {
  const person = await logIn()
  const { clientId, id } = await person.book({ name: 'Quiet River' })
  const file = await person.attach(clientId, { name: 'note.txt', content: Buffer.from('walked twice') })
  const note = `/api/v1/appointments/${id}/note`
  const soap = { subjective: 'slept', objective: 'calm', assessment: 'better', plan: 'again' }
  const accesses: [method: string, path: string, body?: object][] = [
    ['GET', '/api/v1/clients'],
    ['POST', '/api/v1/clients', { name: 'Loud Brook' }],
    ['GET', '/api/v1/appointments'],
    ['PUT', note, soap],
    ['GET', note],
    ['POST', `${note}/signature`, {}],
    ['GET', `/api/v1/clients/${clientId}/attachments`],
    ['GET', `/api/v1/attachments/${file.id}`],
  ]
  const tenant = await records.tenantOf('clients', clientId)
  const where = { ...records.where, subject: 'api, in the audit log of the database' }
  for (const [method, path, body] of accesses) {
    const before = await records.auditRows(tenant)
    await person.call(method, path, body)
    const actual = (await records.auditRows(tenant)) - before
    const property = `rows for ${method} ${withoutIds(path)}`
    proof.evidence({ ...where, property, expected: 1, actual })
  }
  const before = await records.auditRows(tenant)
  await person.call('GET', '/api/v1/health')
  const actual = (await records.auditRows(tenant)) - before
  proof.control({ ...where, property: 'rows for what is no access', expected: 0, actual })
})

test('in each field of each operation', claim('APP-18'), async ({ payloads, proof }) => {
  for (const { where, name, failures, notJson, changed } of payloads) {
    proof.evidence({ ...where, property: `${name}: failures`, expected: 0, actual: failures })
    proof.evidence({ ...where, property: `${name}: answers that are no JSON`, expected: 0, actual: notJson })
    proof.evidence({ ...where, property: `${name}: texts that were changed`, expected: [], actual: changed })
  }
  const [first] = payloads
  const taken = payloads.reduce((sum, one) => sum + one.taken, 0)
  const where = { from: first?.where.from ?? 'nobody', subject: 'api through the edge' }
  proof.control({ ...where, property: 'texts that were taken', expected: { atLeast: 8 }, actual: taken })
})
