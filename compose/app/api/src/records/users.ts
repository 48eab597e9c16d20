import { randomUUID } from 'node:crypto'
import { onlyRow, type Queryable } from '../database.ts'
import type { Workspace } from '../workspace.ts'

export type UserRole = 'admin' | 'member'
export type User = { id: string; email: string; role: UserRole; workspace: string; workspaceId: string }
/** `synthetic`: of a workspace that is nobody's. With the secret of a second factor it is an admin. */
export type NewUser = {
  email: string
  workspace: string
  passwordHash: string
  synthetic?: boolean
  totp?: Buffer
}
export type LogIn = { userId: string; workspaceId: string; passwordHash: string }

/** Adds the workspace itself, and its first user. Throws PostgreSQL's 23505 when the address is taken. */
export async function addUser(
  workspace: Workspace,
  { email, workspace: name, passwordHash, synthetic = false, totp }: NewUser,
): Promise<User> {
  const { db, id: workspaceId } = workspace
  await db.query('INSERT INTO workspaces (id, name, synthetic) VALUES ($1, $2, $3)', [
    workspaceId,
    name,
    synthetic,
  ])
  const role = totp === undefined ? 'member' : 'admin'
  const id = await addMember(workspace, { email, passwordHash, ...(totp && { totp }) })
  return { id, email, role, workspace: name, workspaceId }
}

/** Adds somebody to a workspace that is there; gives their id. Throws PostgreSQL's 23505 when the address is taken. */
export async function addMember(
  workspace: Workspace,
  { email, passwordHash, totp }: Pick<NewUser, 'email' | 'passwordHash' | 'totp'>,
): Promise<string> {
  const id = randomUUID()
  const sealed = totp && (await workspace.seal(secondFactorOf(id), totp.toString('base64')))
  await workspace.db.query(
    `INSERT INTO users (id, workspace_id, email, password_hash, role, totp) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, workspace.id, email, passwordHash, totp === undefined ? 'member' : 'admin', sealed ?? null],
  )
  return id
}

export async function setPassword(
  { db, id }: Workspace,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await db.query('UPDATE users SET password_hash = $3 WHERE workspace_id = $1 AND id = $2', [
    id,
    userId,
    passwordHash,
  ])
}

/** The secret of a second factor and the last step that it was used for; undefined where there is none. */
export async function findSecondFactor(
  workspace: Workspace,
  userId: string,
): Promise<{ secret: Buffer; usedStep: number } | undefined> {
  const found = await workspace.db.query<{ totp: Buffer | null; step: string }>(
    // Two log-ins with one code wait for each other.
    'SELECT totp, totp_step AS step FROM users WHERE workspace_id = $1 AND id = $2 FOR UPDATE',
    [workspace.id, userId],
  )
  const { totp, step } = onlyRow(found)
  if (totp === null) return undefined
  const secret = await workspace.unseal(secondFactorOf(userId), totp)
  return { secret: Buffer.from(secret, 'base64'), usedStep: Number(step) }
}

export async function useStep({ db, id }: Workspace, userId: string, step: number): Promise<void> {
  await db.query('UPDATE users SET totp_step = $3 WHERE workspace_id = $1 AND id = $2', [id, userId, step])
}

function secondFactorOf(userId: string): string {
  return `second factor of ${userId}`
}

/** What a log-in with this address is checked against; upper and lower case are one. */
export async function findLogIn(db: Queryable, email: string): Promise<LogIn | undefined> {
  const found = await db.query<LogIn>(
    `SELECT user_id AS "userId", workspace_id AS "workspaceId", password_hash AS "passwordHash"
     FROM log_in_of($1)`,
    [email],
  )
  return found.rows[0]
}

/** Throws when the workspace has no such user. */
export async function findUser({ db, id: workspaceId }: Workspace, id: string): Promise<User> {
  const found = await db.query<User>(
    `SELECT u.id, u.email, u.role, w.name AS workspace, w.id AS "workspaceId"
     FROM users u JOIN workspaces w ON w.id = u.workspace_id WHERE u.workspace_id = $1 AND u.id = $2`,
    [workspaceId, id],
  )
  return onlyRow(found)
}
