import { onlyRow } from '../database.ts'
import type { Workspace } from '../workspace.ts'

/** Keys of the objects of every attachment of a workspace, without the workspace's own part. */
export async function listObjects({ db, id }: Workspace): Promise<string[]> {
  const found = await db.query<{ key: string }>(
    `SELECT client_id || '/' || id AS key FROM attachments WHERE workspace_id = $1`,
    [id],
  )
  return found.rows.map(({ key }) => key)
}

/** Takes away every record of a workspace that is nobody's; false, and nothing done, for any other. */
export async function clearSynthetic({ db }: Workspace): Promise<boolean> {
  const cleared = await db.query<{ done: boolean }>('SELECT clear_synthetic_workspace() AS done')
  return onlyRow(cleared).done
}
