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

test('a value under a key of its own', claim('DATA-12'), async ({ cache, operate, proof }) => {
  const [where, value] = [{ from: 'inside its clients', subject: 'cache' }, `${process.pid}-${Date.now()}`]
  const [peer = 'api'] = cache.peers
  const kept = await cache.ask(peer, `SET stackproof:survivor ${value}`, { password: true })
  const { before, after } = await operate.killAndStart('cache')
  const found = await cache.ask(peer, 'GET stackproof:survivor', { password: true })
  proof.evidence({ ...where, property: 'answer to writing it', expected: 'OK', actual: kept.said })
  proof.evidence({ ...where, property: 'value written before', expected: value, actual: found.said })
  proof.control({ ...where, property: 'start of the server', expected: { not: before }, actual: after })
})

test('under a key of its own', claim('DATA-13'), async ({ objectStore, operate, proof }) => {
  const where = objectStore.where(objectStore.main)
  const { key, content } = await objectStore.plant()
  const { before, after } = await operate.killAndStart('objectStore')
  const actual = await objectStore.read(key)
  proof.evidence({ ...where, property: 'object written before', expected: content, actual })
  proof.control({ ...where, property: 'start of the server', expected: { not: before }, actual: after })
  await objectStore.remove(key)
})
