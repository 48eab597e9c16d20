import { openAntivirus } from './attachments/antivirus.ts'
import { openObjectStore } from './attachments/store.ts'
import { openPool } from './database.ts'
import { buildApp } from './http/app.ts'
import { openLog } from './log.ts'
import { openMailQueue } from './mail/queue.ts'
import { openRedis } from './redis.ts'
import { openSessions } from './sessions.ts'
import { port } from './settings/environment.ts'
import {
  readAntivirusSettings,
  readDatabaseSettings,
  readObjectStoreSettings,
  readRecordKeys,
  readRedisSettings,
  readSessionKey,
} from './settings/settings.ts'
import { drainOnSignal } from './shutdown.ts'
import { openUpdates } from './updates/updates.ts'

const log = openLog('api', process.env)
const pool = openPool(readDatabaseSettings(process.env), log)
const redis = openRedis(readRedisSettings(process.env), log)
const mail = openMailQueue(redis, log)
const updates = openUpdates(redis, log)
const sessions = openSessions(redis, readSessionKey(process.env))
const store = openObjectStore(readObjectStoreSettings(process.env))
const antivirus = openAntivirus(readAntivirusSettings(process.env))
const keys = readRecordKeys(process.env)
const app = await buildApp({ pool, keys, redis, sessions, updates, mail, store, antivirus }, log)

drainOnSignal(log, {
  server: () => app.close(),
  queue: () => mail.close(),
  updates: () => updates.close(),
  redis: () => redis.disconnect(),
  store: () => store.close(),
  database: () => pool.end(),
})
await app.listen({ host: '0.0.0.0', port: port(process.env, 'PORT', 8000) })
