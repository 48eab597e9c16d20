import { onlyRow, type Queryable } from '../database.ts'

export type Client = { id: string; name: string; email: string | null }
export type NewClient = { name: string; email?: string }

/** A workspace's clients by name. */
export async function listClients(db: Queryable, workspaceId: string): Promise<Client[]> {
  const found = await db.query<Client>(
    'SELECT id, name, email FROM clients WHERE workspace_id = $1 ORDER BY name, id',
    [workspaceId],
  )
  return found.rows
}

export async function findClient(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Client | undefined> {
  const found = await db.query<Client>(
    'SELECT id, name, email FROM clients WHERE workspace_id = $1 AND id = $2',
    [workspaceId, id],
  )
  return found.rows[0]
}

export async function addClient(db: Queryable, workspaceId: string, client: NewClient): Promise<Client> {
  const added = await db.query<Client>(
    'INSERT INTO clients (workspace_id, name, email) VALUES ($1, $2, $3) RETURNING id, name, email',
    [workspaceId, client.name, client.email ?? null],
  )
  return onlyRow(added)
}
