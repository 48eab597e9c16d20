import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import { type DestinationStream, pino } from 'pino'
import { inject } from 'vitest'
import { openAntivirus } from '../src/attachments/antivirus.ts'
import { openObjectStore } from '../src/attachments/store.ts'
import { openPool } from '../src/database.ts'
import { buildApp } from '../src/http/app.ts'
import type { App } from '../src/http/services.ts'
import { openLog } from '../src/log.ts'
import { openMailQueue } from '../src/mail/queue.ts'
import { openRedis } from '../src/redis.ts'
import { parseKeyRing } from '../src/sealing/keys.ts'
import { openSessions } from '../src/sessions.ts'
import { openUpdates } from '../src/updates/updates.ts'
import type { Vault } from '../src/workspace.ts'
import type { Backing } from './containers.ts'
import { makeDatabase, runMigrate, type TestDatabase } from './database.ts'

export type TestApi = AsyncDisposable & {
  app: App
  /** What the API's own role sees, by workspace. */
  vault: Vault
  /** The owner of the schema, who sees every row. */
  owner: Pool
  redis: Redis
  database: TestDatabase
}

/** The API on a migrated database of its own and an emptied Redis; `idle` is a session's life in seconds. */
export async function openApi(
  idle = 900,
  logTo?: DestinationStream,
  changed: Partial<Pick<Backing, 'store' | 'antivirus'>> = {},
): Promise<TestApi> {
  const database = await makeDatabase()
  await runMigrate(database.owner, 'up')
  const log = logTo ? openLog('api', { LOG_LEVEL: 'debug' }, logTo) : pino({ level: 'silent' })
  const vault = { pool: openPool(database.app, log), keys: parseKeyRing(recordKeys) }
  const owner = openPool(database.owner, log)
  const redis = openRedis(inject('backing').redis, log)
  await new Promise((resolve) => redis.once('ready', resolve))
  await redis.flushall()
  const mail = openMailQueue(redis, log)
  const updates = openUpdates(redis, log)
  const sessions = openSessions(redis, 'a session key of the tests, 32 characters', idle)
  const backing = { ...inject('backing'), ...changed }
  const store = openObjectStore(backing.store)
  const antivirus = openAntivirus(backing.antivirus)
  const app = await buildApp({ ...vault, redis, sessions, updates, mail, store, antivirus }, log)
  return {
    app,
    vault,
    owner,
    redis,
    database,
    async [Symbol.asyncDispose]() {
      await app.close()
      await mail.close()
      updates.close()
      redis.disconnect()
      await store.close()
      await vault.pool.end()
      await owner.end()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** Of tests alone. */
export const recordKeys = `tests:${Buffer.alloc(32, 7).toString('base64')}`

export const password = 'correct horse battery'

/** Someone who registered a workspace and logged in. */
export async function logIn(app: App, email = `${randomBytes(4).toString('hex')}@example.org`) {
  const workspace = `Practice ${email}`
  await app.inject(post('/api/v1/auth/register', { email, password, workspace }))
  const answer = await app.inject(post('/api/v1/auth/login', { email, password }))
  const session = answer.cookies.find(({ name }) => name === 'session')?.value ?? ''
  const cookies = { session }
  return {
    email,
    workspace,
    session,
    get: (url: string) => app.inject({ url, cookies }),
    post: (url: string, body: object) => app.inject({ ...post(url, body), cookies }),
    put: (url: string, body: object) => app.inject({ method: 'PUT', url, payload: body, cookies }),
    attach: (clientId: string, name: string, body: Buffer | string) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/clients/${clientId}/attachments`,
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
        payload: body,
        cookies,
      }),
  }
}

export function post(url: string, payload: object): InjectOptions {
  return { method: 'POST', url, payload }
}
