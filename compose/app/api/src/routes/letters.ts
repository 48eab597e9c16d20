import { Type } from 'typebox'
import { isViolation } from '../database.ts'
import { linkOver, orUnavailable, refusal } from '../http/refusal.ts'
import { Email, ErrorBody, NewPassword, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { sessionOf } from '../http/session-gate.ts'
import { hashPassword } from '../passwords.ts'
import { recordAudit } from '../records/audit.ts'
import { addLetter, findLetter, useLetter } from '../records/letters.ts'
import { addMember, findLogIn, setPassword } from '../records/users.ts'
import { inWorkspace, type Workspace } from '../workspace.ts'

const Address = Type.Object({ email: Email }, strict)
const Opened = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 64 }), password: NewPassword },
  strict,
)
const done = { 204: Type.Null(), '4xx': ErrorBody }

/** Letters by mail: a password that was forgotten, an invitation, and the password that each of them asks for. */
export function letterRoutes(app: App, services: Services): void {
  const open = { open: true } as const
  // The same answer for every address: who has an account is nobody else's business.
  app.post(
    '/api/v1/auth/reset',
    { config: open, schema: { body: Address, response: done } },
    async ({ body }, reply) => {
      const found = await findLogIn(services.pool, body.email)
      if (found) await write(services, found.workspaceId, { ...found, email: body.email.toLowerCase() })
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/api/v1/auth/invitations',
    { config: { admin: true }, schema: { body: Address, response: done } },
    async (request, reply) => {
      const { workspaceId, userId } = sessionOf(request)
      await write(services, workspaceId, { email: request.body.email.toLowerCase(), invitedBy: userId })
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/api/v1/auth/password',
    { config: open, schema: { body: Opened, response: done } },
    async ({ body }, reply) => {
      await answerLetter(services, body)
      return reply.status(204).send(null)
    },
  )
}

/** Who has forgotten a password, or whom somebody invites. */
type Addressee = { email: string } & ({ userId: string } | { invitedBy: string })

async function write(services: Services, workspaceId: string, to: Addressee): Promise<void> {
  const letterId = await inWorkspace(services, workspaceId, async (workspace) => {
    const id = await addLetter(workspace, to)
    const event =
      'userId' in to
        ? ({ by: to.userId, action: 'user.forgot-password' } as const)
        : ({ by: to.invitedBy, action: 'user.invited' } as const)
    await recordAudit(workspace, event.by, { action: event.action, subjectId: id })
    return id
  })
  await orUnavailable(services.mail.schedule({ kind: 'letter', workspaceId, id: letterId }, new Date()))
}

/** Sets the password that a letter asks for. While Redis is away nothing is set: the sessions would go on. */
async function answerLetter(
  services: Services,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const place = await findLetter(services.pool, token)
  if (place === undefined) throw linkOver()
  const passwordHash = await hashPassword(password)
  await inWorkspace(services, place.workspaceId, async (workspace) => {
    const letter = await useLetter(workspace, place.letterId)
    if (letter === undefined) throw linkOver()
    if (letter.userId === null) return join(workspace, { email: letter.email, passwordHash })
    await setPassword(workspace, letter.userId, passwordHash)
    await recordAudit(workspace, letter.userId, { action: 'user.set-password', subjectId: letter.userId })
    await orUnavailable(services.sessions.closeAll(letter.userId))
  })
}

async function join(workspace: Workspace, who: { email: string; passwordHash: string }): Promise<void> {
  const id = await addMember(workspace, who).catch((error: unknown) => {
    if (isViolation(error, 'users_email_key')) throw refusal(409, 'this e-mail address is already registered')
    throw error
  })
  await recordAudit(workspace, id, { action: 'user.joined', subjectId: id })
}
