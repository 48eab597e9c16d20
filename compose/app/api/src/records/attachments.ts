import { onlyRow, type Queryable } from '../database.ts'

/** `size` in bytes, `addedAt` ISO 8601 in UTC. */
export type Attachment = { id: string; clientId: string; name: string; size: number; addedAt: string }
export type NewAttachment = { id: string; clientId: string; name: string; size: number; sha256: string }

type Row = Omit<Attachment, 'addedAt'> & { addedAt: Date }

const columns = 'id, client_id AS "clientId", name, size, added_at AS "addedAt"'

/** What is attached to a client, oldest first. */
export async function listAttachments(
  db: Queryable,
  workspaceId: string,
  clientId: string,
): Promise<Attachment[]> {
  const found = await db.query<Row>(
    `SELECT ${columns} FROM attachments WHERE workspace_id = $1 AND client_id = $2 ORDER BY added_at, id`,
    [workspaceId, clientId],
  )
  return found.rows.map(toAttachment)
}

/** One of a workspace, with the SHA-256 of its content in hexadecimal. */
export async function findAttachment(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<(Attachment & { sha256: string }) | undefined> {
  const found = await db.query<Row & { sha256: string }>(
    `SELECT ${columns}, sha256 FROM attachments WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id],
  )
  const [row] = found.rows
  return row && { ...toAttachment(row), sha256: row.sha256 }
}

/** Throws 23503 for another workspace's client. */
export async function addAttachment(
  db: Queryable,
  workspaceId: string,
  { id, clientId, name, size, sha256 }: NewAttachment,
): Promise<Attachment> {
  const added = await db.query<Row>(
    `INSERT INTO attachments (id, workspace_id, client_id, name, size, sha256) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING ${columns}`,
    [id, workspaceId, clientId, name, size, sha256],
  )
  return toAttachment(onlyRow(added))
}

function toAttachment({ id, clientId, name, size, addedAt }: Row): Attachment {
  return { id, clientId, name, size, addedAt: addedAt.toISOString() }
}
