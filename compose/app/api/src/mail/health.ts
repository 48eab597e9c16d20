import { createServer, type Server } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Redis } from 'ioredis'
import { within } from '../deadline.ts'
import type { MailConsumer } from './consumer.ts'

type Health = { redis: 'answers' | 'missing'; consumer: 'running' | 'stopped'; eventLoopDelayMs: number }

/** Answers every request on loopback: 200 while Redis answers and the queue worker runs, else 500. */
export function serveWorkerHealth(port: number, redis: Redis, consumer: MailConsumer): Server {
  const delay = monitorEventLoopDelay()
  delay.enable()
  const server = createServer(async (_request, response) => {
    const health = await readHealth(redis, consumer, delay.max / 1e6)
    delay.reset()
    const good = health.redis === 'answers' && health.consumer === 'running'
    response.writeHead(good ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify(health))
  })
  return server.listen(port, '127.0.0.1')
}

async function readHealth(redis: Redis, consumer: MailConsumer, delayMs: number): Promise<Health> {
  const answered = await within(1_500, 'redis', redis.ping()).then(
    () => true,
    () => false,
  )
  return {
    redis: answered ? 'answers' : 'missing',
    consumer: consumer.isRunning() && !consumer.isPaused() ? 'running' : 'stopped',
    eventLoopDelayMs: Math.round(delayMs),
  }
}
