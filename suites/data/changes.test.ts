import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('every step on an empty database', claim('DATA-01'), async ({ schema, proof }) => {
  const first = await schema.objects()
  proof.control({
    ...schema.where,
    property: 'objects after up',
    expected: { atLeast: 4 },
    actual: first.length,
  })
  await schema.migrate('down')
  proof.evidence({
    ...schema.where,
    property: 'objects left after down',
    expected: [],
    actual: await schema.objects(),
  })
  await schema.migrate('up')
  proof.evidence({
    ...schema.where,
    property: 'schema after up, down and up',
    expected: first,
    actual: await schema.objects(),
  })
})

test('of a table of its own', claim('DATA-04'), async ({ database, operate, proof }) => {
  const row = await database.plantRow()
  const startedBefore = await database.startedAt()
  await operate.downAndUp()
  proof.evidence({
    ...database.where,
    property: 'row planted before',
    expected: row,
    actual: await database.findRow(row),
  })
  proof.control({
    ...database.where,
    property: 'start of the server',
    expected: { not: startedBefore },
    actual: await database.startedAt(),
  })
})
