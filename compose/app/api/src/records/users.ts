import { randomUUID } from 'node:crypto'
import { onlyRow, type Queryable } from '../database.ts'
import type { Workspace } from '../workspace.ts'

export type User = { id: string; email: string; workspace: string; workspaceId: string }
/** `synthetic`: of a workspace that is nobody's. */
export type NewUser = { email: string; workspace: string; passwordHash: string; synthetic?: boolean }
export type LogIn = { userId: string; workspaceId: string; passwordHash: string }

/** Adds the workspace itself, and its first user. Throws PostgreSQL's 23505 when the address is taken. */
export async function addUser(
  { db, id: workspaceId }: Workspace,
  { email, workspace, passwordHash, synthetic = false }: NewUser,
): Promise<User> {
  const id = randomUUID()
  await db.query('INSERT INTO workspaces (id, name, synthetic) VALUES ($1, $2, $3)', [
    workspaceId,
    workspace,
    synthetic,
  ])
  await db.query('INSERT INTO users (id, workspace_id, email, password_hash) VALUES ($1, $2, $3, $4)', [
    id,
    workspaceId,
    email,
    passwordHash,
  ])
  return { id, email, workspace, workspaceId }
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
    `SELECT u.id, u.email, w.name AS workspace, w.id AS "workspaceId"
     FROM users u JOIN workspaces w ON w.id = u.workspace_id WHERE u.workspace_id = $1 AND u.id = $2`,
    [workspaceId, id],
  )
  return onlyRow(found)
}
