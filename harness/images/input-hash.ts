import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { type ContextFile, contextFiles } from './context-files.ts'
import type { NeededImage } from './needed.ts'

/** Build argument to what identifies the parent: an image id, or a reference that ends in an input hash. */
export type ParentKeys = Readonly<Record<string, string>>

/**
 * 12 hex digits over everything that decides what an image holds: the Dockerfile, each file of its context with
 * its executable bit, and its parents. Mirrors are left out: what comes through them is pinned by hash.
 */
export async function inputHash(root: string, image: NeededImage, parents: ParentKeys): Promise<string> {
  const files = await contextFiles(root, image)
  const lines = await Promise.all(files.map(describe))
  const named = Object.entries(parents).sort(([a], [b]) => (a < b ? -1 : 1))
  const whole = createHash('sha256').update(JSON.stringify({ named, lines }))
  return whole.digest('hex').slice(0, 12)
}

async function describe({ path, source }: ContextFile): Promise<[string, boolean, string]> {
  const [content, { mode }] = await Promise.all([readFile(source), stat(source)])
  return [path, (mode & 0o100) !== 0, createHash('sha256').update(content).digest('hex')]
}
