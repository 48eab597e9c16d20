import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type FastifyBaseLogger, fastify } from 'fastify'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { ObjectStore } from '../attachments/store.ts'
import type { ReminderQueue } from '../reminders/queue.ts'
import { appointmentRoutes } from '../routes/appointments.ts'
import { authRoutes } from '../routes/auth.ts'
import { clientRoutes } from '../routes/clients.ts'
import { healthRoutes } from '../routes/health.ts'
import type { Sessions } from '../sessions.ts'
import { answerError, answerUnknown } from './errors.ts'
import { refuseForeignPages, sessionGate } from './session-gate.ts'

/** What the routes work with; whoever opened them closes them. */
export type Services = {
  pool: Pool
  redis: Redis
  sessions: Sessions
  reminders: ReminderQueue
  store: ObjectStore
}

export type App = ReturnType<typeof createApp>

/** The API with all its routes, not listening yet. */
export async function buildApp(services: Services, log: FastifyBaseLogger): Promise<App> {
  const app = createApp(log)
  await app.register(cookie)
  app.removeContentTypeParser('text/plain')
  app.decorateRequest('session', null)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerUnknown)
  app.addHook('onRequest', refuseForeignPages)
  app.addHook('onRequest', sessionGate(services.sessions))
  for (const routes of [healthRoutes, authRoutes, clientRoutes, appointmentRoutes]) routes(app, services)
  return app
}

function createApp(log: FastifyBaseLogger) {
  return fastify({
    loggerInstance: log,
    // One hop: the edge, which replaces whatever the client claimed.
    trustProxy: (_address, hop) => hop < 1,
    bodyLimit: 64 * 1024,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
}
