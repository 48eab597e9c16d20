import { onlyRow, type Queryable } from '../database.ts'

export type User = { id: string; email: string; workspace: string; workspaceId: string; passwordHash: string }
export type NewUser = { email: string; workspace: string; passwordHash: string }

const columns = `u.id, u.email, w.name AS workspace, u.workspace_id AS "workspaceId",
  u.password_hash AS "passwordHash"`

/** Adds a workspace and its first user. Throws PostgreSQL's 23505 when the address is taken. */
export async function addUser(db: Queryable, user: NewUser): Promise<User> {
  const added = await db.query<User>(
    `WITH w AS (INSERT INTO workspaces (name) VALUES ($1) RETURNING id, name),
          u AS (INSERT INTO users (workspace_id, email, password_hash) SELECT id, $2, $3 FROM w RETURNING *)
     SELECT ${columns} FROM u, w`,
    [user.workspace, user.email, user.passwordHash],
  )
  return onlyRow(added)
}

/** The user with this address, which is compared in lower case. */
export async function findUserByEmail(db: Queryable, email: string): Promise<User | undefined> {
  const found = await db.query<User>(
    `SELECT ${columns} FROM users u JOIN workspaces w ON w.id = u.workspace_id WHERE u.email = lower($1)`,
    [email],
  )
  return found.rows[0]
}

export async function findUser(db: Queryable, workspaceId: string, id: string): Promise<User | undefined> {
  const found = await db.query<User>(
    `SELECT ${columns} FROM users u JOIN workspaces w ON w.id = u.workspace_id
     WHERE u.workspace_id = $1 AND u.id = $2`,
    [workspaceId, id],
  )
  return found.rows[0]
}
