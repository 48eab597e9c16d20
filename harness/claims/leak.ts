import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type ArchiveEntry, archiveEntries, archiveKind, magicBytes } from './archive.ts'
import { createLeakScan } from './leak-scan.ts'
import { type Secret, type SecretForm, type SecretText, secretTexts } from './secret-forms.ts'

/**
 * A secret in a finished folder. `file` is relative to it, `a.zip!b` for `b` inside an archive.
 * `unreadable` stands for an archive that could not be searched: it cannot be called clean.
 */
export type Leak = { file: string; form: SecretForm | 'unreadable'; secretName: string; detail?: string }

/** A bomb of nested archives ends here. */
const deepestArchive = 6
const chunkBytes = 256 * 1024

type Search = { texts: readonly SecretText[]; scratch: string; leaks: Leak[]; spooled: number }

/** Searches every file and file name of a folder, archives included, for the secrets. One found is an error. */
export async function findLeaks(folder: string, secrets: readonly Secret[]): Promise<Leak[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'stackproof-leak-'))
  const search: Search = { texts: secretTexts(secrets), scratch, leaks: [], spooled: 0 }
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      scanName(search, relative(folder, path))
      if (entry.isFile()) await searchFile(search, path, { label: relative(folder, path), depth: 0 })
    }
    return search.leaks
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

type Place = { label: string; depth: number }

function scanName(search: Search, name: string): void {
  const scan = createLeakScan(search.texts)
  scan.feed(Buffer.from(name))
  report(search, name, scan.found())
}

async function searchFile(search: Search, path: string, place: Place): Promise<void> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const scan = createLeakScan(search.texts)
  for await (const chunk of file.createReadStream({
    autoClose: false,
    start: 0,
    highWaterMark: chunkBytes,
  })) {
    scan.feed(chunk)
  }
  report(search, place.label, scan.found())
  const read = async (start: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
    if (bytesRead < length) throw new Error(`expected ${length} bytes at ${start}, found ${bytesRead}`)
    return buffer
  }
  const kind = archiveKind(await read(0, Math.min(size, magicBytes)))
  if (kind === undefined) return
  await guarded(search, place, async () => {
    for await (const entry of archiveEntries(kind, { size, read })) await searchEntry(search, entry, place)
  })
}

async function guarded(search: Search, place: Place, work: () => Promise<void>): Promise<void> {
  try {
    if (place.depth >= deepestArchive)
      throw new Error(`expected at most ${deepestArchive} archives in one another`)
    await work()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    search.leaks.push({ file: place.label, form: 'unreadable', secretName: 'any', detail })
  }
}

async function searchEntry(search: Search, entry: ArchiveEntry, parent: Place): Promise<void> {
  const place = { label: `${parent.label}!${entry.path}`, depth: parent.depth + 1 }
  scanName(search, place.label.slice(parent.label.length))
  search.spooled += 1
  const path = join(search.scratch, String(search.spooled))
  await spool(entry, path)
  await searchFile(search, path, place)
  await rm(path)
}

/** An archive inside an archive is read at random places, so its bytes go to a scratch file first. */
async function spool(entry: ArchiveEntry, path: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  for await (const chunk of entry.content) await file.write(chunk)
}

function report(search: Search, file: string, found: readonly SecretText[]): void {
  for (const { form, secretName } of found) search.leaks.push({ file, form, secretName })
}
