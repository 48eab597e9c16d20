import { Type } from 'typebox'
import { within } from '../deadline.ts'
import type { App, Services } from '../http/services.ts'

const config = { open: true } as const
const Alive = Type.Object({ status: Type.Literal('ok') })
const Missing = Type.Object({ error: Type.String(), missing: Type.Array(Type.String()) })

/** Liveness, which asks nobody else, and readiness, which names the one that does not answer. */
export function healthRoutes(app: App, services: Services): void {
  const logLevel = 'warn'
  app.get('/api/v1/health', { config, logLevel, schema: { response: { 200: Alive } } }, async () => ({
    status: 'ok' as const,
  }))
  const schema = { response: { 200: Alive, 503: Missing } }
  app.get('/api/v1/ready', { config, logLevel, schema }, async (_request, reply) => {
    const missing = await findMissing(services)
    if (missing.length === 0) return { status: 'ok' as const }
    return reply.status(503).send({ error: `not ready: ${missing.join(' and ')} missing`, missing })
  })
}

async function findMissing({ pool, redis, store, antivirus }: Services): Promise<string[]> {
  const asked = {
    database: pool.query('SELECT 1'),
    redis: redis.ping(),
    'object store': store.ping(),
    antivirus: antivirus.ping(),
  }
  const missing = await Promise.all(
    Object.entries(asked).map(async ([name, answer]) => ((await answers(name, answer)) ? [] : [name])),
  )
  return missing.flat()
}

async function answers(name: string, answer: Promise<unknown>): Promise<boolean> {
  return within(2_000, name, answer).then(
    () => true,
    () => false,
  )
}
