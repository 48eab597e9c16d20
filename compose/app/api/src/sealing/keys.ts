import { randomBytes } from 'node:crypto'
import { onlyRow, type Queryable } from '../database.ts'
import { keyBytes, seal, unseal } from './seal.ts'

/** Keys that encrypt keys, by name; the first wraps new ones, the others still open what they have wrapped. */
export type KeyRing = readonly { name: string; key: Buffer }[]

const line = /^([a-z][a-z0-9-]*):([A-Za-z0-9+/]{43}=)$/

/** Reads `name:base64 of 32 bytes`, a key a line. Throws without telling what it read. */
export function parseKeyRing(text: string): KeyRing {
  return text
    .trim()
    .split('\n')
    .map((one, at) => {
      const [, name, key] = line.exec(one) ?? []
      if (name === undefined || key === undefined)
        throw new Error(`key ${at + 1}: expected name:base64 of ${keyBytes} bytes, found another form`)
      return { name, key: Buffer.from(key, 'base64') }
    })
}

/** The key of a workspace's records, made at its first use; the workspace is the one that the transaction names. */
export async function workspaceKey(db: Queryable, ring: KeyRing, workspaceId: string): Promise<Buffer> {
  const found = await db.query<{ wrapped: string | null }>(
    'SELECT data_key AS wrapped FROM workspaces WHERE id = $1',
    [workspaceId],
  )
  const { wrapped } = onlyRow(found)
  return unwrap(ring, workspaceId, wrapped ?? (await makeKey(db, ring, workspaceId)))
}

/** Of two that make one at the same time, the second finds the first's. */
async function makeKey(db: Queryable, ring: KeyRing, workspaceId: string): Promise<string> {
  const made = await db.query<{ wrapped: string }>(
    'UPDATE workspaces SET data_key = coalesce(data_key, $2) WHERE id = $1 RETURNING data_key AS wrapped',
    [workspaceId, wrap(ring, workspaceId, randomBytes(keyBytes))],
  )
  return onlyRow(made).wrapped
}

function wrap([first]: KeyRing, workspaceId: string, key: Buffer): string {
  if (first === undefined) throw new Error('keys: expected at least one, found none')
  return `${first.name}:${seal(first.key, `key of ${workspaceId}`, key.toString('base64')).toString('base64')}`
}

function unwrap(ring: KeyRing, workspaceId: string, wrapped: string): Buffer {
  const [name, sealed = ''] = wrapped.split(':')
  const found = ring.find((one) => one.name === name)
  if (found === undefined)
    throw new Error(`key of ${workspaceId}: expected to be wrapped by a key of the ring, found ${name}`)
  return Buffer.from(unseal(found.key, `key of ${workspaceId}`, Buffer.from(sealed, 'base64')), 'base64')
}
