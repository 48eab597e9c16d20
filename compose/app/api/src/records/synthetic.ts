import { onlyRow } from '../database.ts'
import type { Workspace } from '../workspace.ts'

/** Clients, with all that is theirs: made before a time, and one alone where `client` names it. */
export type Which = { madeBefore: Date; client?: string | undefined }

/** Keys of the objects of every attachment of such clients, without the workspace's own part. */
export async function listObjects({ db, id }: Workspace, { madeBefore, client }: Which): Promise<string[]> {
  const found = await db.query<{ key: string }>(
    `SELECT client_id || '/' || attachments.id AS key
     FROM attachments JOIN clients USING (workspace_id)
     WHERE workspace_id = $1 AND clients.id = client_id AND created_at <= $2 AND ($3::uuid IS NULL OR client_id = $3)`,
    [id, madeBefore, client ?? null],
  )
  return found.rows.map(({ key }) => key)
}

/** Takes away such clients of a workspace that is nobody's; false, and nothing done, for any other. */
export async function clearSynthetic({ db }: Workspace, { madeBefore, client }: Which): Promise<boolean> {
  const cleared = await db.query<{ done: boolean }>('SELECT clear_synthetic_clients($1, $2) AS done', [
    madeBefore,
    client ?? null,
  ])
  return onlyRow(cleared).done
}
