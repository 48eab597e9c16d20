import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { cacheFolder } from '../harness/stack/place.ts'
import { writeWhole } from '../harness/stack/write-whole.ts'
import type { Viewer } from '../reports/viewer/build.ts'
import { isPackage, projectRoot } from './open-call.ts'

const shape = z.object({ script: z.string(), style: z.string() })

/** The viewer of reports: built once for its sources, brought along by the package. */
export async function openViewer(): Promise<Viewer> {
  if (isPackage) return read(join(projectRoot, 'dist', 'viewer.json'))
  const kept = cacheFolder('viewer', `${await sourcesHash()}.json`)
  return read(kept).catch(() => buildInto(kept))
}

async function read(file: string): Promise<Viewer> {
  return shape.parse(JSON.parse(await readFile(file, 'utf8')))
}

async function buildInto(file: string): Promise<Viewer> {
  const { buildViewer } = await import('../reports/viewer/build.ts')
  const viewer = await buildViewer()
  await writeWhole(file, JSON.stringify(viewer))
  return viewer
}

/** Of all that goes into it: its sources, what it takes from the renderers, and the versions of the packages. */
async function sourcesHash(): Promise<string> {
  const folders = ['reports/viewer', 'reports/render', 'reports/record']
  const listed = await Promise.all(folders.map((folder) => readdir(join(projectRoot, folder))))
  const files = listed.flatMap((names, at) => names.sort().map((name) => join(folders[at] ?? '', name)))
  const sources = files.filter((file) => /\.(tsx?|css)$/.test(file) && !file.endsWith('.test.ts'))
  const inputs = [...sources, 'package-lock.json']
  const texts = await Promise.all(inputs.map((file) => readFile(join(projectRoot, file))))
  const hash = createHash('sha256')
  for (const [at, file] of inputs.entries()) hash.update(file).update(texts[at] ?? '')
  return hash.digest('hex').slice(0, 16)
}
