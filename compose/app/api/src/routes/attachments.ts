import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { kindOf } from '../attachments/kind.ts'
import { type Linked, openLinks } from '../attachments/links.ts'
import { sha256 } from '../attachments/store.ts'
import { linkOver, orUnavailable, refusal } from '../http/refusal.ts'
import { ErrorBody, Id, Line } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import {
  type Attachment,
  addAttachment,
  findAttachment,
  listAttachments,
  type NewAttachment,
} from '../records/attachments.ts'
import { recordAudit } from '../records/audit.ts'
import { findClient } from '../records/clients.ts'
import type { Session } from '../sessions.ts'
import { inWorkspace } from '../workspace.ts'

const mostBytes = 10 * 1024 * 1024
const binary = 'application/octet-stream'
const Bytes = Type.Unsafe<Buffer>({ description: 'the content as it is' })

const AttachmentBody = Type.Object({
  id: Type.String(),
  clientId: Type.String(),
  name: Type.String(),
  size: Type.Integer({ description: 'bytes' }),
  addedAt: Type.String(),
})
const OfClient = Type.Object({ clientId: Id })
const Link = Type.Object({
  url: Type.String({ description: 'gives the content once, to whoever has it' }),
  expiresAt: Type.String(),
})
const Token = Type.String({ maxLength: 64 })
/** Not in the address: a name may tell of a patient, and addresses are logged. */
const NameHeader = Type.Object({
  'x-file-name': Type.String({ description: 'the name, percent-encoded', minLength: 1, maxLength: 1000 }),
})

/** What is attached to a client: taken only once the antivirus has found nothing in it, and given back as it came. */
export function attachmentRoutes(app: App, services: Services): void {
  const path = '/api/v1/clients/:clientId/attachments'
  const listed = Type.Object({ attachments: Type.Array(AttachmentBody) })
  const listing = { params: OfClient, response: { 200: listed, '4xx': ErrorBody } }
  app.get(path, { schema: listing }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    const { clientId } = request.params
    return inWorkspace(services, workspaceId, async (workspace) => {
      await recordAudit(workspace, userId, { action: 'attachments.listed', subjectId: clientId })
      return { attachments: await listAttachments(workspace, clientId) }
    })
  })
  const links = openLinks(services.redis)
  const one = { params: Type.Object({ id: Id }), response: { 200: Link, '4xx': ErrorBody } }
  app.get('/api/v1/attachments/:id', { schema: one }, async (request) => {
    const session = sessionOf(request)
    const { id: attachmentId } = await readFor(services, session, request.params.id)
    const { token, expiresAt } = await orUnavailable(
      links.open({ workspaceId: session.workspaceId, attachmentId }),
    )
    return { url: `/api/v1/files/${token}`, expiresAt }
  })
  const file = { params: Type.Object({ token: Token }), response: { 200: content, '4xx': ErrorBody } }
  app.get('/api/v1/files/:token', { config: { open: true }, schema: file }, async (request, reply) => {
    const linked = await orUnavailable(links.use(request.params.token))
    if (linked === undefined) throw linkOver()
    return giveBack(services, linked, reply)
  })
  app.register(async (scope: App) => {
    scope.addContentTypeParser(binary, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body)
    const adding = { params: OfClient, headers: NameHeader, body: content, response: added }
    scope.post(path, { schema: adding, bodyLimit: mostBytes }, async (request, reply) => {
      const session = sessionOf(request)
      const attached = { clientId: request.params.clientId, name: readName(request.headers['x-file-name']) }
      const taken = await attach(services, session, attached, request.body as Buffer)
      services.updates.tell(session.workspaceId, 'attachments')
      return reply.status(201).send(taken)
    })
  })
}

const content = { content: { [binary]: { schema: Bytes } } }
const added = { 201: AttachmentBody, '4xx': ErrorBody }

function readName(encoded: string): string {
  try {
    const name = decodeURIComponent(encoded)
    if (Value.Check(Line, name)) return name
  } catch {
    // Not percent-encoded: told like any other that is no name.
  }
  throw refusal(400, 'headers/x-file-name must be one percent-encoded line of 1 to 120 characters')
}

/** Scans first: until there is a verdict nothing of it is kept anywhere, and no transaction waits for it. */
async function attach(
  services: Services,
  session: Session,
  { clientId, name }: Pick<NewAttachment, 'clientId' | 'name'>,
  body: Buffer,
): Promise<Attachment> {
  if (body.length === 0) throw refusal(400, 'body must not be empty')
  const { workspaceId, userId } = session
  const client = await inWorkspace(services, workspaceId, (workspace) => findClient(workspace, clientId))
  if (!client) throw refusal(404, 'client: not found')
  await refuseVirus(services, session, clientId, body)
  if (kindOf(body) === undefined)
    throw refusal(415, 'refused: PDF, PNG, JPEG and plain text are taken, judged by their content')
  const id = randomUUID()
  const row = { id, clientId, name, size: body.length, sha256: sha256(body) }
  return inWorkspace(services, workspaceId, async (workspace) => {
    const attachment = await addAttachment(workspace, row)
    await recordAudit(workspace, userId, { action: 'attachment.added', subjectId: id })
    // Before the commit: no row is left without its object.
    await orUnavailable(services.store.put(keyOf(session, attachment), body))
    return attachment
  })
}

async function refuseVirus(
  services: Services,
  { workspaceId, userId }: Session,
  clientId: string,
  body: Buffer,
): Promise<void> {
  const found = await orUnavailable(services.antivirus.scan(body))
  if (found === undefined) return
  await inWorkspace(services, workspaceId, (workspace) =>
    recordAudit(workspace, userId, { action: 'attachment.refused', subjectId: clientId }),
  )
  throw refusal(422, `refused: the antivirus found ${found}`)
}

/** Writes the access down before anything is given: one that is not written down does not happen. */
async function readFor(
  services: Services,
  { workspaceId, userId }: Session,
  id: string,
): Promise<Attachment> {
  const attachment = await inWorkspace(services, workspaceId, async (workspace) => {
    const found = await findAttachment(workspace, id)
    if (found) await recordAudit(workspace, userId, { action: 'attachment.read', subjectId: id })
    return found
  })
  if (!attachment) throw refusal(404, 'attachment: not found')
  return attachment
}

async function giveBack(services: Services, { workspaceId, attachmentId }: Linked, reply: FastifyReply) {
  const attachment = await inWorkspace(services, workspaceId, (workspace) =>
    findAttachment(workspace, attachmentId),
  )
  if (!attachment) throw refusal(404, 'attachment: not found')
  const body = await orUnavailable(services.store.get(keyOf({ workspaceId }, attachment)))
  if (sha256(body) !== attachment.sha256)
    throw new Error(`attachment ${attachmentId}: expected the content that was taken, found another`)
  return reply.type(binary).header('content-disposition', dispositionOf(attachment.name)).send(body)
}

function keyOf(
  { workspaceId }: Pick<Session, 'workspaceId'>,
  { clientId, id }: Pick<Attachment, 'clientId' | 'id'>,
): string {
  return `${workspaceId}/${clientId}/${id}`
}

/** RFC 6266, with the name as RFC 8187 writes it. */
function dispositionOf(name: string): string {
  const plain = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, plain)}`
}
