import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

const subject = 'database, behind api and edge'
const appointments = '/api/v1/appointments'

test('sent at once by a form', claim('APP-08'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject }
  const clientId = await practice.addClient('Quiet River')
  const at = (hour: string) => `2040-02-01T${hour}:00Z`
  const times = { clientId, startsAt: at('10:00'), endsAt: at('11:00') }
  const both = await Promise.all([1, 2].map(() => practice.call('POST', appointments, times)))
  const overlap = { clientId, startsAt: at('10:30'), endsAt: at('11:30') }
  const { status } = await practice.call('POST', appointments, overlap)
  const next = { clientId, startsAt: at('11:00'), endsAt: at('12:00') }
  const after = await practice.call('POST', appointments, next)
  proof.evidence({
    ...where,
    property: 'statuses of the same twice',
    expected: [201, 409],
    actual: both.map((one) => one.status).sort(),
  })
  proof.evidence({ ...where, property: 'status of one that overlaps', expected: 409, actual: status })
  proof.control({ ...where, property: 'status of one that follows', expected: 201, actual: after.status })
})

test('by its own author', claim('APP-09'), async ({ client, practice, proof }) => {
  const where = { from: client.name, subject }
  const { id } = await practice.book({ name: 'Quiet River' })
  const note = `${appointments}/${id}/note`
  const soap = { subjective: 'slept', objective: 'calm', assessment: 'better', plan: 'again' }
  await practice.call('PUT', note, { ...soap, plan: 'a draft' })
  const rewritten = await practice.call('PUT', note, soap)
  const signed = await practice.call('POST', `${note}/signature`, {})
  const changed = await practice.call('PUT', note, { ...soap, plan: 'never said' })
  const kept = await practice.call('GET', note)
  proof.evidence({ ...where, property: 'status of a change', expected: 409, actual: changed.status })
  proof.evidence({
    ...where,
    property: 'note after it',
    expected: `{"note":${signed.body}}`,
    actual: kept.body,
  })
  proof.control({
    ...where,
    property: 'status of a change to the draft',
    expected: 200,
    actual: rewritten.status,
  })
  proof.control({ ...where, property: 'status of signing', expected: 200, actual: signed.status })
})
