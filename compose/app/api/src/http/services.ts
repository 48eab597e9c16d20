import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type FastifyBaseLogger, fastify } from 'fastify'
import type { Redis } from 'ioredis'
import type { Antivirus } from '../attachments/antivirus.ts'
import type { ObjectStore } from '../attachments/store.ts'
import type { MailQueue } from '../mail/queue.ts'
import type { Sessions } from '../sessions.ts'
import type { Updates } from '../updates/updates.ts'
import type { Vault } from '../workspace.ts'

/** What the routes work with; whoever opened them closes them. */
export type Services = Vault & {
  redis: Redis
  sessions: Sessions
  updates: Updates
  mail: MailQueue
  store: ObjectStore
  antivirus: Antivirus
}

export type App = ReturnType<typeof createApp>

/** A server without a route yet. */
export function createApp(log: FastifyBaseLogger) {
  return fastify({
    loggerInstance: log,
    // One hop: the edge, which replaces whatever the client claimed.
    trustProxy: (_address, hop) => hop < 1,
    bodyLimit: 64 * 1024,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
}
