import { openPool } from './database.ts'
import { openLog } from './log.ts'
import { openMailConsumer } from './mail/consumer.ts'
import { serveWorkerHealth } from './mail/health.ts'
import { openMailer } from './mail/mailer.ts'
import { openWorkerRedis } from './redis.ts'
import { port } from './settings/environment.ts'
import {
  readDatabaseSettings,
  readMailSettings,
  readRecordKeys,
  readRedisSettings,
} from './settings/settings.ts'
import { drainOnSignal } from './shutdown.ts'

const log = openLog('worker', process.env)
const pool = openPool(readDatabaseSettings(process.env), log)
const mailer = openMailer(readMailSettings(process.env))
const redis = openWorkerRedis(readRedisSettings(process.env), log)
const consumer = openMailConsumer(redis, {
  vault: { pool, keys: readRecordKeys(process.env) },
  mailer,
  log,
})
const health = serveWorkerHealth(port(process.env, 'WORKER_HEALTH_PORT', 8001), redis, consumer)

drainOnSignal(log, {
  queue: () => consumer.close(),
  health: () => health.close(),
  mail: () => mailer.close(),
  redis: () => redis.disconnect(),
  database: () => pool.end(),
})
log.info('worker takes mail')
