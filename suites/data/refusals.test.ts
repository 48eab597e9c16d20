import { test } from '../../fixtures/vitest.ts'
import { claim } from '../claim.ts'

test('from every service beside it', claim('DATA-02'), async ({ database, proof }) => {
  for (const peer of database.peers) {
    const plain = await database.logIn(peer, { encrypted: false })
    proof.evidence({
      ...plain.where,
      property: 'log-in in plain text',
      expected: 'refused',
      actual: plain.outcome,
    })
    const secure = await database.logIn(peer, { encrypted: true })
    proof.control({
      ...secure.where,
      property: 'log-in over TLS',
      expected: 'admitted',
      actual: secure.outcome,
    })
  }
})

test('each command, from every service beside it', claim('DATA-03'), async ({ cache, proof }) => {
  for (const peer of cache.peers) {
    for (const word of ['PING', 'INFO', 'KEYS *', 'CONFIG GET requirepass']) {
      const answer = await cache.ask(peer, word, { password: false })
      proof.evidence({
        ...answer.where,
        property: word,
        expected: { matches: '^NOAUTH' },
        actual: answer.said,
      })
    }
    const known = await cache.ask(peer, 'PING', { password: true })
    proof.control({
      ...known.where,
      property: 'PING with the password',
      expected: 'PONG',
      actual: known.said,
    })
  }
})

test('of what is on its disk', claim('DATA-18'), async ({ database, proof }) => {
  const checksums = await database.setting('data_checksums')
  proof.evidence({ ...database.where, property: 'data_checksums', expected: 'on', actual: checksums })
  const version = await database.setting('server_version')
  proof.control({
    ...database.where,
    property: 'server_version',
    expected: { matches: '^[0-9]' },
    actual: version,
  })
})

test('as its own user', claim('DATA-20'), async ({ records, proof }) => {
  const where = { from: 'inside database', subject: 'database' }
  const may = async (folder: string) => ({
    property: `may write to ${folder}`,
    actual: await records.mayWrite(folder),
  })
  proof.evidence({ ...where, ...(await may(records.backups)), expected: true })
  proof.control({ ...where, ...(await may('/')), expected: false })
})

test('at the most that one operation shares', claim('DATA-19'), async ({ containers, database, proof }) => {
  const { where, sharedMemory } = await containers.running('database')
  const most = await database.sharedAtMost()
  const property = 'bytes that its processes may share'
  proof.evidence({ ...where, property, expected: { atLeast: most }, actual: sharedMemory })
  proof.control({
    ...database.where,
    property: 'bytes that one operation shares',
    expected: { atLeast: 1 },
    actual: most,
  })
})

test('tables of the application', claim('DATA-05'), async ({ database, proof }) => {
  const tables = await database.tables()
  proof.evidence({
    ...database.where,
    property: 'tables owned by the application role',
    expected: [],
    actual: tables.ownedByApplication,
  })
  proof.evidence({
    ...database.where,
    property: 'altering a table as the application role',
    expected: { matches: 'must be owner|permission denied' },
    actual: await database.alterAsApplication(tables.all),
  })
  proof.control({
    ...database.where,
    property: 'tables examined',
    expected: { atLeast: 1 },
    actual: tables.all.length,
  })
})

test('by network, with its password', claim('DATA-10'), async ({ database, proof }) => {
  for (const peer of database.peers) {
    const superuser = await database.logIn(peer, { encrypted: true, superuser: true })
    proof.evidence({
      ...superuser.where,
      property: 'log-in of the superuser',
      expected: 'refused',
      actual: superuser.outcome,
    })
    const owner = await database.logIn(peer, { encrypted: true })
    proof.control({
      ...owner.where,
      property: 'log-in of the owner',
      expected: 'admitted',
      actual: owner.outcome,
    })
  }
})

test('each way of changing a row', claim('DATA-11'), async ({ database, proof }) => {
  for (const { table, statement, said, readable } of await database.editAsApplication()) {
    const where = { ...database.where, subject: `database ${table}` }
    proof.evidence({
      ...where,
      property: statement,
      expected: { matches: 'permission denied|must be owner' },
      actual: said,
    })
    proof.control({ ...where, property: 'readable by the application', expected: true, actual: readable })
  }
})
