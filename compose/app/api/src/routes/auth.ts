import { Type } from 'typebox'
import { inTransaction } from '../database.ts'
import { orUnavailable, refusal } from '../http/refusal.ts'
import { Email, ErrorBody, Line, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { cookieName, giveCookie, sessionOf, takeCookie } from '../http/session-gate.ts'
import { hashPassword, verifyPassword } from '../passwords.ts'
import { recordAudit } from '../records/audit.ts'
import { addUser, findUser, findUserByEmail, type NewUser, type User } from '../records/users.ts'

const config = { open: true } as const
const Me = Type.Object({ id: Type.String(), email: Type.String(), workspace: Type.String() })
const Registration = Type.Object(
  { email: Email, password: Type.String({ minLength: 12, maxLength: 128 }), workspace: Line },
  strict,
)
const Login = Type.Object(
  { email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 128 }) },
  strict,
)

/** Register, log in, log out, and who am I. */
export function authRoutes(app: App, services: Services): void {
  const registration = { body: Registration, response: { 201: Me, '4xx': ErrorBody } }
  app.post('/api/v1/auth/register', { config, schema: registration }, async ({ body }, reply) => {
    const { password, email, workspace } = body
    const passwordHash = await hashPassword(password)
    return reply
      .status(201)
      .send(await register(services, { email: email.toLowerCase(), workspace, passwordHash }))
  })
  const login = { body: Login, response: { 200: Me, '4xx': ErrorBody } }
  app.post('/api/v1/auth/login', { config, schema: login }, async ({ body, cookies }, reply) => {
    const user = await authenticate(services, body)
    await endSession(services, cookies[cookieName])
    giveCookie(reply, await startSession(services, user))
    return user
  })
  const logout = { response: { 204: Type.Null() } }
  app.post('/api/v1/auth/logout', { config, schema: logout }, async ({ cookies }, reply) => {
    await endSession(services, cookies[cookieName])
    takeCookie(reply)
    return reply.status(204).send(null)
  })
  const me = { response: { 200: Me, '4xx': ErrorBody } }
  app.get('/api/v1/auth/me', { schema: me }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    const user = await findUser(services.pool, workspaceId, userId)
    if (!user) throw refusal(401, 'log in first')
    return user
  })
}

async function register({ pool }: Services, user: NewUser): Promise<User> {
  try {
    return await inTransaction(pool, async (db) => {
      const added = await addUser(db, user)
      const session = { userId: added.id, workspaceId: added.workspaceId }
      await recordAudit(db, session, { action: 'user.registered', subjectId: added.id })
      return added
    })
  } catch (error) {
    if (isTaken(error)) throw refusal(409, 'this e-mail address is already registered')
    throw error
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'users_email_key'
}

async function authenticate(
  { pool }: Services,
  { email, password }: { email: string; password: string },
): Promise<User> {
  const user = await findUserByEmail(pool, email)
  const right = await verifyPassword(password, user?.passwordHash)
  if (user && right) return user
  throw refusal(401, 'e-mail address or password is wrong')
}

async function startSession({ pool, sessions }: Services, user: User): Promise<string> {
  const session = { userId: user.id, workspaceId: user.workspaceId }
  await recordAudit(pool, session, { action: 'user.logged-in', subjectId: user.id })
  return orUnavailable(sessions.open(session))
}

async function endSession({ sessions }: Services, id: string | undefined): Promise<void> {
  if (id) await orUnavailable(sessions.close(id))
}
