import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PreparedImages } from '../harness/images/prepared.ts'
import { cacheFolder } from '../harness/stack/place.ts'

/**
 * Writes `attachments/versions.json`: Debian packages cannot be pinned, so the record tells which ones stood on the
 * machine because of us, and which are in each image.
 */
export async function writeVersions(folder: string, images: PreparedImages): Promise<void> {
  // Name and version per line; a machine that had everything has no such file.
  const installed = await readFile(cacheFolder('installed.tsv'), 'utf8').catch(() => '')
  const lines = installed.split('\n').filter((line) => line !== '')
  const machine = Object.fromEntries(lines.map((line) => line.split('\t', 2)))
  await mkdir(join(folder, 'attachments'), { recursive: true })
  const text = JSON.stringify({ machine, images }, null, 2)
  await writeFile(join(folder, 'attachments', 'versions.json'), `${text}\n`)
}
