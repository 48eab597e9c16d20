import { Type } from 'typebox'
import { inTransaction } from '../database.ts'
import { Email, ErrorBody, Line, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import { recordAudit } from '../records/audit.ts'
import { addClient, listClients } from '../records/clients.ts'

const Client = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
})
const NewClient = Type.Object({ name: Line, email: Type.Optional(Email) }, strict)

/** The clients of the session's workspace. */
export function clientRoutes(app: App, { pool }: Services): void {
  const listing = { response: { 200: Type.Object({ clients: Type.Array(Client) }), '4xx': ErrorBody } }
  app.get('/api/v1/clients', { schema: listing }, async (request) => {
    const session = sessionOf(request)
    const clients = await listClients(pool, session.workspaceId)
    await recordAudit(pool, session, { action: 'clients.listed' })
    return { clients }
  })
  const adding = { body: NewClient, response: { 201: Client, '4xx': ErrorBody } }
  app.post('/api/v1/clients', { schema: adding }, async (request, reply) => {
    const session = sessionOf(request)
    const client = await inTransaction(pool, async (db) => {
      const added = await addClient(db, session.workspaceId, request.body)
      await recordAudit(db, session, { action: 'client.added', subjectId: added.id })
      return added
    })
    return reply.status(201).send(client)
  })
}
