import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import type { FastifyBaseLogger } from 'fastify'
import { appointmentRoutes } from '../routes/appointments.ts'
import { attachmentRoutes } from '../routes/attachments.ts'
import { authRoutes } from '../routes/auth.ts'
import { clientRoutes } from '../routes/clients.ts'
import { healthRoutes } from '../routes/health.ts'
import { letterRoutes } from '../routes/letters.ts'
import { noteRoutes } from '../routes/notes.ts'
import { updateRoutes } from '../routes/updates.ts'
import { workspaceRoutes } from '../routes/workspace.ts'
import { answerError, answerUnknown } from './errors.ts'
import { type App, createApp, type Services } from './services.ts'
import { refuseForeignPages, sessionGate } from './session-gate.ts'

/** The API with all its routes, not listening yet. */
export async function buildApp(services: Services, log: FastifyBaseLogger): Promise<App> {
  const app = createApp(log)
  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: 1024 } })
  app.removeContentTypeParser('text/plain')
  app.decorateRequest('session', null)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerUnknown)
  app.addHook('onRequest', refuseForeignPages)
  app.addHook('onRequest', sessionGate(services.sessions))
  addRoutes(app, services)
  // No operation that OpenAPI knows.
  updateRoutes(app, services)
  return app
}

export function addRoutes(app: App, services: Services): void {
  const all = [
    healthRoutes,
    authRoutes,
    letterRoutes,
    clientRoutes,
    appointmentRoutes,
    noteRoutes,
    attachmentRoutes,
    workspaceRoutes,
  ]
  for (const routes of all) routes(app, services)
}
