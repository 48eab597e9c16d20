import { randomUUID } from 'node:crypto'
import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('of two practices', claim('DATA-15'), async ({ practice, otherPractice, records, proof }) => {
  const mine = await practice.addClient('Quiet River')
  const { id } = await otherPractice.book({ name: 'Loud Brook' })
  await otherPractice.call('PUT', `/api/v1/appointments/${id}/note`, soap('walked twice'))
  const tenant = await records.tenantOf('clients', mine)
  for (const table of records.scopedTables) {
    const { scoped, unscoped, all } = await records.othersRows(table, tenant)
    const where = { ...records.where, subject: `database ${table}` }
    proof.evidence({ ...where, property: "others' rows for one tenant", expected: 0, actual: scoped })
    proof.evidence({ ...where, property: "others' rows for none", expected: 0, actual: unscoped })
    proof.control({
      ...where,
      property: "others' rows for the owner",
      expected: { atLeast: 1 },
      actual: all,
    })
  }
})

test('by whoever may write to it', claim('DATA-16'), async ({ practice, records, proof }) => {
  await practice.addClient('Quiet River')
  const { before, after } = await records.editAudit()
  const where = { ...records.where, subject: 'database audit log' }
  for (const [edit, seen] of Object.entries(after)) {
    const property = `first broken row after ${edit}`
    proof.evidence({ ...where, property, expected: { matches: '^[0-9]+$' }, actual: seen })
  }
  proof.control({ ...where, property: 'first broken row before', expected: 'whole', actual: before })
})

test(
  'of a client, an appointment and its note',
  claim('DATA-17'),
  async ({ practice, records, database, proof }) => {
    const told = { name: `Name ${randomUUID()}`, email: `${randomUUID()}@example.test`, note: randomUUID() }
    const { id } = await practice.book({ name: told.name, email: told.email })
    const note = await practice.call('PUT', `/api/v1/appointments/${id}/note`, soap(told.note))
    const clients = await practice.call('GET', '/api/v1/clients')
    for (const [what, text] of Object.entries(told)) {
      const property = `${what} of a client in clear text`
      const actual = await records.inRows(text)
      proof.evidence({ ...records.where, subject: 'database rows', property, expected: false, actual })
    }
    // The first row after a checkpoint reaches the disk within a picture of its page, which is compressed.
    const [, planted] = [await database.plantRow(), await database.plantRow()]
    const [clear = null, ...onDisk] = await records.onDisk([planted, ...Object.values(told)])
    const disk = { from: 'the files of the database', subject: 'database disk' }
    for (const [at, what] of Object.keys(told).entries()) {
      const property = `${what} of a client in clear text`
      proof.evidence({ ...disk, property, expected: false, actual: onDisk[at] ?? null })
    }
    const property = 'name of the practice in clear text'
    const inRows = await records.inRows(practice.workspace)
    proof.control({ ...records.where, subject: 'database rows', property, expected: true, actual: inRows })
    proof.control({ ...disk, property: 'a row of ours in clear text', expected: true, actual: clear })
    const back = { from: 'the practice', subject: 'api through the edge' }
    proof.control({ ...back, property: 'clients', expected: { includes: told.name }, actual: clients.body })
    proof.control({ ...back, property: 'note', expected: { includes: told.note }, actual: note.body })
  },
)

function soap(text: string) {
  return { subjective: text, objective: 'calm', assessment: 'better', plan: 'again' }
}
