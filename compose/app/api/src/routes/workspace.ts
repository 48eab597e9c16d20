import { Type } from 'typebox'
import { orUnavailable, refusal } from '../http/refusal.ts'
import { ErrorBody, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import { recordAudit } from '../records/audit.ts'
import { clearSynthetic, listObjects } from '../records/synthetic.ts'
import { inWorkspace } from '../workspace.ts'

/** `olderThan`: seconds since they were made. `client`: one alone. */
const Records = Type.Object(
  {
    olderThan: Type.Optional(Type.String({ pattern: '^[0-9]{1,7}$' })),
    client: Type.Optional(Type.String({ format: 'uuid' })),
  },
  strict,
)

/** What a smoke test leaves in a workspace that is nobody's, it takes away again. */
export function workspaceRoutes(app: App, services: Services): void {
  const schema = { querystring: Records, response: { 204: Type.Null(), '4xx': ErrorBody } }
  app.delete('/api/v1/workspace/records', { schema }, async (request, reply) => {
    const { workspaceId, userId } = sessionOf(request)
    const { olderThan = '0', client } = request.query
    const which = { madeBefore: new Date(Date.now() - Number(olderThan) * 1000), client }
    const objects = await inWorkspace(services, workspaceId, async (workspace) => {
      const found = await listObjects(workspace, which)
      if (!(await clearSynthetic(workspace, which))) throw refusal(403, 'this workspace is somebody’s')
      await recordAudit(workspace, userId, { action: 'workspace.cleared' })
      return found
    })
    // After the rows: an object that nobody names is in nobody's way.
    for (const key of objects) await orUnavailable(services.store.remove(`${workspaceId}/${key}`))
    return reply.status(204).send(null)
  })
}
