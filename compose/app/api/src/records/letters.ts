import { onlyRow, type Queryable } from '../database.ts'
import { digestOf, newToken } from '../tokens.ts'
import type { Workspace } from '../workspace.ts'

/** A letter as it is mailed; `userId` is of whom has forgotten a password, null for an invitation. */
export type Letter = { id: string; userId: string | null; email: string; workspace: string }

/** How long a link is good: an hour for a password that was forgotten, a week for an invitation. */
const lives = { reset: '1 hour', invitation: '7 days' } as const

/** Writes down that a letter is to be mailed; gives its id. */
export async function addLetter(
  { db, id }: Workspace,
  { userId, email }: { userId?: string; email: string },
): Promise<string> {
  const added = await db.query<{ id: string }>(
    `INSERT INTO letters (workspace_id, user_id, email, expires_at)
     VALUES ($1, $2, $3, now() + $4::interval) RETURNING id`,
    [id, userId ?? null, email, userId === undefined ? lives.invitation : lives.reset],
  )
  return onlyRow(added).id
}

/** The letter, and the token that opens it from now on, which is kept nowhere; undefined once it was used. */
export async function signLetter(
  { db, id: workspaceId }: Workspace,
  id: string,
): Promise<(Letter & { token: string }) | undefined> {
  const token = newToken()
  const signed = await db.query<Letter>(
    `UPDATE letters l SET token_sha256 = $3 FROM workspaces w
     WHERE l.workspace_id = $1 AND l.id = $2 AND l.used_at IS NULL AND w.id = l.workspace_id
     RETURNING l.id, l.user_id AS "userId", l.email, w.name AS workspace`,
    [workspaceId, id, digestOf(token)],
  )
  const [letter] = signed.rows
  return letter && { ...letter, token }
}

/** Where a token's letter is, whether or not it is still good. */
export async function findLetter(
  db: Queryable,
  token: string,
): Promise<{ letterId: string; workspaceId: string } | undefined> {
  const found = await db.query<{ letterId: string; workspaceId: string }>(
    'SELECT letter_id AS "letterId", workspace_id AS "workspaceId" FROM letter_of($1)',
    [digestOf(token)],
  )
  return found.rows[0]
}

/** Takes a letter that is still good; of two at once one gets it, and afterwards nobody. */
export async function useLetter(
  { db, id: workspaceId }: Workspace,
  id: string,
): Promise<Pick<Letter, 'userId' | 'email'> | undefined> {
  const used = await db.query<Pick<Letter, 'userId' | 'email'>>(
    `UPDATE letters SET used_at = now()
     WHERE workspace_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > now()
     RETURNING user_id AS "userId", email`,
    [workspaceId, id],
  )
  return used.rows[0]
}
