import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EnvironmentError } from './failure.ts'

const mebibyte = 2 ** 20

/** Free bytes of the file system that holds a path, or would; of a folder that may not be looked at, its parent's. */
export async function freeBytes(path: string): Promise<number> {
  const disk = await statfs(path).catch((error: unknown) => {
    if (dirname(path) === path) throw error
    return undefined
  })
  return disk === undefined ? freeBytes(dirname(path)) : disk.bavail * disk.bsize
}

/** Told before anything is raised: a disk that fills half-way looks like any other failure. @throws EnvironmentError */
export async function needRoom(path: string, bytes: number, what: string): Promise<void> {
  const free = await freeBytes(path)
  if (free >= bytes) return
  const [needed, found] = [bytes, free].map((size) => `${Math.floor(size / mebibyte)} MiB`)
  throw new EnvironmentError(
    `${path}: expected ${needed} free for ${what}, found ${found}`,
    'free some space, or: ./stackproof clean --cache',
  )
}
