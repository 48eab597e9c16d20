import { randomUUID } from 'node:crypto'
import type { Workspace } from '../workspace.ts'

export type Client = { id: string; name: string; email: string | null }
export type NewClient = { name: string; email?: string }

/** `name` and `email` stand in clear text where a version wrote them that sealed nothing. */
type Row = { id: string; sealed: Buffer | null; name: string | null; email: string | null }

/** A workspace's clients by name. */
export async function listClients(workspace: Workspace): Promise<Client[]> {
  const found = await workspace.db.query<Row>(
    'SELECT id, sealed, name, email FROM clients WHERE workspace_id = $1',
    [workspace.id],
  )
  const clients = await Promise.all(found.rows.map((row) => toClient(workspace, row)))
  return clients.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
}

export async function findClient(workspace: Workspace, id: string): Promise<Client | undefined> {
  const found = await workspace.db.query<Row>(
    'SELECT id, sealed, name, email FROM clients WHERE workspace_id = $1 AND id = $2',
    [workspace.id, id],
  )
  const [row] = found.rows
  return row && toClient(workspace, row)
}

export async function addClient(workspace: Workspace, { name, email }: NewClient): Promise<Client> {
  const client = { id: randomUUID(), name, email: email ?? null }
  const sealed = await workspace.seal(`client ${client.id}`, JSON.stringify({ name, email: client.email }))
  await workspace.db.query('INSERT INTO clients (id, workspace_id, sealed) VALUES ($1, $2, $3)', [
    client.id,
    workspace.id,
    sealed,
  ])
  return client
}

async function toClient(workspace: Workspace, { id, sealed, name, email }: Row): Promise<Client> {
  if (sealed === null) return { id, name: name ?? '', email }
  return { id, ...JSON.parse(await workspace.unseal(`client ${id}`, sealed)) }
}
