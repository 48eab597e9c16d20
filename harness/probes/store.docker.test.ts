import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTool } from './container.ts'
import { factsOf } from './container-facts.ts'
import { exec } from './exec.ts'
import { type Ground, openGround, serversImage } from './ground.ts'
import { inspectContainer } from './inspect.ts'
import { type PostgresQuery, queryFrom } from './postgres.ts'
import type { Vantage } from './program.ts'
import { redisFrom } from './redis.ts'
import { tlsFrom } from './tls.ts'

const password = randomBytes(12).toString('base64url')
let ground: Ground
let database: string
let from: Vantage
let ca: string

beforeAll(async () => {
  ground = await openGround()
  const [network, image] = await Promise.all([ground.network('stores', { internal: true }), serversImage()])
  const server = { image, env: [`PASSWORD=${password}`] }
  const [db, , inside, kit] = await Promise.all([
    ground.container(network, { ...server, alias: 'db', command: ['bash', '/servers/postgres.sh'] }),
    ground.container(network, { ...server, alias: 'redis', command: ['bash', '/servers/redis.sh'] }),
    ground.container(network),
    startTool({
      ...ground,
      tool: 'kit',
      network: 'host',
      hostPid: true,
      capabilities: ['SYS_ADMIN', 'SYS_PTRACE'],
    }),
  ])
  database = db
  from = { kit, inside }
  const ready = async () => expect(await query({ sslMode: 'require' })).toMatchObject({ outcome: 'rows' })
  await vi.waitFor(ready, { timeout: 60_000, interval: 100 })
  ca = (await exec(database, ['cat', '/tmp/data/server.crt'])).stdout
}, 300_000)

afterAll(() => ground[Symbol.asyncDispose]())

function query(changes: Partial<PostgresQuery>) {
  const login = { host: 'db', port: 5432, user: 'postgres', database: 'postgres', password }
  return queryFrom(from, {
    ...login,
    sslMode: 'verify-full',
    sql: 'select 1 as one',
    ...(ca && { ca }),
    ...changes,
  })
}

test('rows come by column, nothing told from empty', async () => {
  const sql = `select 1 as one, null as nothing, '' as empty, E'a\\nb,"c"' as text union all select 2, '', null, ''`
  expect(await query({ sql })).toEqual({
    outcome: 'rows',
    rows: [
      { one: '1', nothing: null, empty: '', text: 'a\nb,"c"' },
      { one: '2', nothing: '', empty: null, text: '' },
    ],
  })
  expect(await query({ sql: 'select 1 as one where false' })).toEqual({ outcome: 'rows', rows: [] })
})

test('a statement that fails tells its SQLSTATE', async () => {
  expect(await query({ sql: 'select * from absent' })).toMatchObject({
    outcome: 'refused',
    sqlstate: '42P01',
  })
  expect(await query({ sql: 'select pg_sleep(60)' })).toMatchObject({ outcome: 'refused', sqlstate: '57014' })
})

test.for<[string, Partial<PostgresQuery>, RegExp]>([
  ['plaintext', { sslMode: 'disable' }, /no encryption/],
  ['a wrong password', { password: 'wrong' }, /password authentication failed/],
  ['nobody listening', { host: '127.0.0.1', port: 1 }, /refused/],
  ['an unknown name', { host: 'nowhere' }, /not resolved/],
])('no log-in with %s', async ([, changes, message]) => {
  expect(await query(changes)).toMatchObject({
    outcome: 'not connected',
    message: expect.stringMatching(message),
  })
})

test('no log-in under a name that the certificate lacks', async () => {
  const [host = ''] = factsOf(await inspectContainer(database)).networks.map(({ address }) => address)
  const message = expect.stringMatching(/does not match host name/)
  expect(await query({ host })).toMatchObject({ outcome: 'not connected', message })
  expect(await query({ host, sslMode: 'verify-ca' })).toMatchObject({ outcome: 'rows' })
})

test('the certificate of the database shows through its own opening', async () => {
  const input = { host: 'db', port: 5432, serverName: 'db', ca, startTls: 'postgres' } as const
  const { versions, certificate } = await tlsFrom(from, input, 5000)
  expect(versions.at(-1)).toMatchObject({ version: 'TLSv1.3', outcome: 'accepted' })
  expect(certificate?.authorized).toBe(true)
})

test('Redis answers with the password, and refuses without it', async () => {
  const commands = [
    ['SET', 'a', 'ü b'],
    ['GET', 'a'],
    ['GET', 'none'],
    ['LRANGE', 'a', '0', '1'],
    ['KEYS', '*'],
  ]
  const at = { host: 'redis', port: 6379, commands }
  expect(await redisFrom(from, { ...at, password }, 5000)).toEqual({
    outcome: 'answered',
    replies: ['OK', 'OK', 'ü b', null, { error: expect.stringMatching(/^WRONGTYPE/) }, ['a']],
  })
  const refused = {
    outcome: 'answered',
    replies: commands.map(() => ({ error: expect.stringMatching(/^NOAUTH/) })),
  }
  expect(await redisFrom(from, at, 5000)).toEqual(refused)
  const wrong = await redisFrom(from, { ...at, commands: [], password: 'wrong' }, 5000)
  expect(wrong).toMatchObject({ replies: [{ error: expect.stringMatching(/^WRONGPASS/) }] })
})

test('a port that speaks no Redis, or nothing, is not taken for an answer', async () => {
  const commands = [['PING']]
  const silent = await redisFrom(from, { host: 'redis', port: 1, commands }, 5000)
  expect(silent).toMatchObject({ outcome: 'not connected', message: expect.stringContaining('ECONNREFUSED') })
})
