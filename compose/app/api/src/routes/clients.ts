import { Type } from 'typebox'
import { Email, ErrorBody, Line, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import { recordAudit } from '../records/audit.ts'
import { addClient, listClients } from '../records/clients.ts'
import { inWorkspace } from '../workspace.ts'

const Client = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
})
const NewClient = Type.Object({ name: Line, email: Type.Optional(Email) }, strict)

/** The clients of the session's workspace. */
export function clientRoutes(app: App, services: Services): void {
  const listing = { response: { 200: Type.Object({ clients: Type.Array(Client) }), '4xx': ErrorBody } }
  app.get('/api/v1/clients', { schema: listing }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    return inWorkspace(services, workspaceId, async (workspace) => {
      await recordAudit(workspace, userId, { action: 'clients.listed' })
      return { clients: await listClients(workspace) }
    })
  })
  const adding = { body: NewClient, response: { 201: Client, '4xx': ErrorBody } }
  app.post('/api/v1/clients', { schema: adding }, async (request, reply) => {
    const { workspaceId, userId } = sessionOf(request)
    const client = await inWorkspace(services, workspaceId, async (workspace) => {
      const added = await addClient(workspace, request.body)
      await recordAudit(workspace, userId, { action: 'client.added', subjectId: added.id })
      return added
    })
    services.updates.tell(workspaceId, 'clients')
    return reply.status(201).send(client)
  })
}
