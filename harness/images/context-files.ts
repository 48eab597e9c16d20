import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Ignore, readIgnore } from './ignore.ts'
import type { NeededImage } from './needed.ts'

/** A file of a build context: its path there, and where it is on this machine. */
export type ContextFile = { path: string; source: string }

/** Every file that goes to the builder, the Dockerfile included, sorted by path. */
export async function contextFiles(root: string, image: NeededImage): Promise<ContextFile[]> {
  const context = resolve(root, image.context)
  const ignore = readIgnore(await readFile(join(context, '.dockerignore'), 'utf8').catch(absent))
  const own = await filesBelow(context, '', ignore)
  const added = Object.entries(image.beside ?? {}).map(([name, path]) => {
    return filesBelow(join(root, path), '', everything).then((files) =>
      files.map((file) => ({ ...file, path: `${name}/${file.path}` })),
    )
  })
  return [own, ...(await Promise.all(added))].flat().sort((a, b) => (a.path < b.path ? -1 : 1))
}

const everything: Ignore = { file: () => false, folder: () => false }

async function filesBelow(folder: string, prefix: string, ignore: Ignore): Promise<ContextFile[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true })
  const found = entries.map(async (entry): Promise<ContextFile[]> => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (entry.isDirectory()) return ignore.folder(path) ? [] : filesBelow(folder, path, ignore)
    const kept = path === 'Dockerfile' || !ignore.file(path)
    return kept ? [{ path, source: join(folder, path) }] : []
  })
  return (await Promise.all(found)).flat()
}

function absent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
