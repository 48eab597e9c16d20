import type { Pool } from 'pg'
import { inTransaction, type Queryable } from './database.ts'
import { type KeyRing, workspaceKey } from './sealing/keys.ts'
import { seal, unseal } from './sealing/seal.ts'

/** One workspace within a transaction: the database shows its rows and no others. */
export type Workspace = {
  id: string
  db: Queryable
  /** Seals a text of a record; `about` names the record and is asked again to open it. */
  seal: (about: string, text: string) => Promise<Buffer>
  unseal: (about: string, sealed: Buffer) => Promise<string>
}

/** Where workspaces are, and the keys that their own keys are wrapped with. */
export type Vault = { pool: Pool; keys: KeyRing }

/** Runs the work in one transaction on the rows of one workspace. */
export function inWorkspace<T>(
  vault: Vault,
  id: string,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  return inTransaction(vault.pool, async (db) => {
    await db.query("SELECT set_config('pazpaz.workspace', $1, true)", [id])
    return work(openWorkspace(vault, id, db))
  })
}

function openWorkspace({ keys }: Vault, id: string, db: Queryable): Workspace {
  let key: Promise<Buffer> | undefined
  // Asked for once, and only where something is sealed or opened.
  const ownKey = () => (key ??= workspaceKey(db, keys, id))
  return {
    id,
    db,
    seal: async (about, text) => seal(await ownKey(), `${id} ${about}`, text),
    unseal: async (about, sealed) => unseal(await ownKey(), `${id} ${about}`, sealed),
  }
}
