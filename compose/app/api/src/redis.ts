import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { RedisSettings } from './settings/settings.ts'

/** How long a request waits for Redis before it is answered 503, in milliseconds. */
const commandTimeout = 2_000
const retryStrategy = (attempt: number): number => Math.min(attempt * 100, 1_000)

/** A connection for requests: a command fails at once while Redis is away, and after 2 s when it hangs. */
export function openRedis(settings: RedisSettings, log: Logger): Redis {
  const options = { commandTimeout, enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy }
  return logged(new Redis({ ...settings, ...options }), log)
}

/** A connection for the queue worker, which BullMQ wants to wait for as long as Redis is away. */
export function openWorkerRedis(settings: RedisSettings, log: Logger): Redis {
  return logged(new Redis({ ...settings, maxRetriesPerRequest: null, retryStrategy }), log)
}

function logged(redis: Redis, log: Logger): Redis {
  let lost = false
  redis.on('error', (err: Error) => {
    if (!lost) log.warn({ err }, 'redis connection lost')
    lost = true
  })
  redis.on('ready', () => {
    if (lost) log.info('redis connection back')
    lost = false
  })
  return redis
}
