import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { isViolation } from '../database.ts'
import { orUnavailable, refusal } from '../http/refusal.ts'
import { Email, ErrorBody, Line, NewPassword, strict } from '../http/schemas.ts'
import type { App, Services } from '../http/services.ts'
import { cookieName, giveCookie, sessionOf, takeCookie } from '../http/session-gate.ts'
import { hashPassword, verifyPassword } from '../passwords.ts'
import { recordAudit } from '../records/audit.ts'
import {
  addUser,
  findLogIn,
  findSecondFactor,
  findUser,
  type LogIn,
  type User,
  useStep,
} from '../records/users.ts'
import { stepOf } from '../totp.ts'
import { inWorkspace, type Vault } from '../workspace.ts'

const config = { open: true } as const
const Me = Type.Object({
  id: Type.String(),
  email: Type.String(),
  role: Type.Union([Type.Literal('admin'), Type.Literal('member')]),
  workspace: Type.String(),
})
const Registration = Type.Object({ email: Email, password: NewPassword, workspace: Line }, strict)
const Login = Type.Object(
  {
    email: Type.String({ maxLength: 254 }),
    password: Type.String({ maxLength: 128 }),
    code: Type.Optional(Type.String({ maxLength: 6 })),
  },
  strict,
)
/** `needs`: the password is right, and a second factor is asked for. */
const Refused = Type.Object({ error: Type.String(), needs: Type.Optional(Type.Literal('code')) })

/** Register, log in, log out, another cookie, and who am I. */
export function authRoutes(app: App, services: Services): void {
  const registration = { body: Registration, response: { 201: Me, '4xx': ErrorBody } }
  app.post('/api/v1/auth/register', { config, schema: registration }, async ({ body }, reply) => {
    return reply.status(201).send(await addAccount(services, body))
  })
  const login = { body: Login, response: { 200: Me, '4xx': Refused } }
  app.post('/api/v1/auth/login', { config, schema: login }, async ({ body, cookies }, reply) => {
    const found = await authenticate(services, body)
    const user = await enter(services, found, body.code)
    if (user === undefined)
      return reply.status(401).send({ error: 'enter the code of your authenticator', needs: 'code' as const })
    await endSession(services, cookies[cookieName])
    const session = await orUnavailable(services.sessions.open({ ...found, role: user.role }))
    giveCookie(reply, session)
    return user
  })
  const logout = { response: { 204: Type.Null() } }
  app.post('/api/v1/auth/logout', { config, schema: logout }, async ({ cookies }, reply) => {
    await endSession(services, cookies[cookieName])
    takeCookie(reply)
    return reply.status(204).send(null)
  })
  const refresh = { response: { 204: Type.Null(), '4xx': ErrorBody } }
  app.post('/api/v1/auth/refresh', { schema: refresh }, async ({ cookies }, reply) => {
    const next = await orUnavailable(services.sessions.renew(cookies[cookieName] ?? ''))
    if (next !== undefined) giveCookie(reply, next)
    return reply.status(204).send(null)
  })
  const me = { response: { 200: Me, '4xx': ErrorBody } }
  app.get('/api/v1/auth/me', { schema: me }, async (request) => {
    const { workspaceId, userId } = sessionOf(request)
    return inWorkspace(services, workspaceId, (workspace) => findUser(workspace, userId))
  })
}

type NewAccount = {
  email: string
  password: string
  workspace: string
  synthetic?: boolean
  totp?: Buffer
}

/** Opens a workspace with its first user. Throws a refusal when the address is taken. */
export async function addAccount(vault: Vault, { password, email, ...rest }: NewAccount): Promise<User> {
  const user = { ...rest, email: email.toLowerCase(), passwordHash: await hashPassword(password) }
  try {
    return await inWorkspace(vault, randomUUID(), async (workspace) => {
      const added = await addUser(workspace, user)
      await recordAudit(workspace, added.id, { action: 'user.registered', subjectId: added.id })
      return added
    })
  } catch (error) {
    if (isViolation(error, 'users_email_key')) throw refusal(409, 'this e-mail address is already registered')
    throw error
  }
}

async function authenticate(
  { pool }: Services,
  { email, password }: { email: string; password: string },
): Promise<LogIn> {
  const found = await findLogIn(pool, email)
  const right = await verifyPassword(password, found?.passwordHash)
  if (found && right) return found
  throw refusal(401, 'e-mail address or password is wrong')
}

/** The user, written down as logged in; undefined where a second factor is asked for and none, or a used one, given. */
function enter(
  vault: Vault,
  { userId, workspaceId }: LogIn,
  code: string | undefined,
): Promise<User | undefined> {
  return inWorkspace(vault, workspaceId, async (workspace) => {
    const factor = await findSecondFactor(workspace, userId)
    if (factor !== undefined) {
      const step = code === undefined ? undefined : stepOf(factor.secret, code, Date.now())
      if (step === undefined || step <= factor.usedStep) return undefined
      await useStep(workspace, userId, step)
    }
    await recordAudit(workspace, userId, { action: 'user.logged-in', subjectId: userId })
    return findUser(workspace, userId)
  })
}

async function endSession({ sessions }: Services, id: string | undefined): Promise<void> {
  if (id) await orUnavailable(sessions.close(id))
}
