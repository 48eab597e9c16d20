import { onlyRow } from '../database.ts'
import type { Workspace } from '../workspace.ts'

/** `size` in bytes, `addedAt` ISO 8601 in UTC. */
export type Attachment = { id: string; clientId: string; name: string; size: number; addedAt: string }
export type NewAttachment = { id: string; clientId: string; name: string; size: number; sha256: string }

/** `name` stands in clear text where a version wrote it that sealed nothing. */
type Row = {
  id: string
  clientId: string
  name: string | null
  sealed: Buffer | null
  size: number
  addedAt: Date
  sha256: string
}

const columns = 'id, client_id AS "clientId", name, sealed, size, added_at AS "addedAt", sha256'

/** What is attached to a client, oldest first. */
export async function listAttachments(workspace: Workspace, clientId: string): Promise<Attachment[]> {
  const found = await workspace.db.query<Row>(
    `SELECT ${columns} FROM attachments WHERE workspace_id = $1 AND client_id = $2 ORDER BY added_at, id`,
    [workspace.id, clientId],
  )
  return Promise.all(found.rows.map((row) => toAttachment(workspace, row)))
}

/** One of a workspace, with the SHA-256 of its content in hexadecimal. */
export async function findAttachment(
  workspace: Workspace,
  id: string,
): Promise<(Attachment & { sha256: string }) | undefined> {
  const found = await workspace.db.query<Row>(
    `SELECT ${columns} FROM attachments WHERE workspace_id = $1 AND id = $2`,
    [workspace.id, id],
  )
  const [row] = found.rows
  return row && { ...(await toAttachment(workspace, row)), sha256: row.sha256 }
}

/** Throws 23503 for another workspace's client. */
export async function addAttachment(
  workspace: Workspace,
  { id, clientId, name, size, sha256 }: NewAttachment,
): Promise<Attachment> {
  const sealed = await workspace.seal(`attachment ${id}`, name)
  const added = await workspace.db.query<Row>(
    `INSERT INTO attachments (id, workspace_id, client_id, sealed, size, sha256) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING ${columns}`,
    [id, workspace.id, clientId, sealed, size, sha256],
  )
  return toAttachment(workspace, onlyRow(added))
}

async function toAttachment(workspace: Workspace, row: Row): Promise<Attachment> {
  const { id, clientId, name, sealed, size, addedAt } = row
  return {
    id,
    clientId,
    name: sealed === null ? (name ?? '') : await workspace.unseal(`attachment ${id}`, sealed),
    size,
    addedAt: addedAt.toISOString(),
  }
}
