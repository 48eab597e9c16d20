import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ComposeModel, Mount } from '../model/compose.ts'
import { command } from './command.ts'
import { copyWhole } from './copy-whole.ts'
import { UsageError } from './failure.ts'

type Place = {
  /** Folders of production: what is written below them must not be written there. */
  production: readonly string[]
  /** The stack's own folder. */
  directory: string
}

/** More than a folder of settings holds; bytes. */
const mostBytes = 256 * 2 ** 20

/**
 * A copy of the merged model in which no service writes to a folder of production, or makes one on the host: each gets
 * a copy of what is there (decision 0051). What it only reads, and what exists elsewhere (a socket, say), stays.
 * @throws UsageError when a folder is too large to be copied.
 */
export async function withOwnFolders(model: ComposeModel, place: Place): Promise<ComposeModel> {
  const copy = structuredClone(model)
  const mounts = Object.values(copy.services).flatMap(({ volumes = [] }) => volumes)
  const shared = mounts.filter((one) => isShared(one, place))
  const own = new Map<string, string>()
  for (const mount of shared) {
    const { source = '' } = mount
    const to = own.get(source) ?? join(place.directory, 'written', String(own.size))
    if (!own.has(source)) await copyOver(source, to)
    own.set(source, to)
    mount.source = to
  }
  return copy
}

function isShared({ type, source, read_only: readOnly }: Mount, { production, directory }: Place): boolean {
  if (type !== 'bind' || readOnly === true || source === undefined || isBelow(source, directory)) return false
  return !existsSync(source) || production.some((folder) => isBelow(source, folder))
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

async function copyOver(source: string, to: string): Promise<void> {
  await mkdir(existsSync(source) ? dirname(to) : to, { recursive: true })
  if (!existsSync(source)) return
  const bytes = Number.parseInt(await command(['du', '-sb', source], { deadline: 60 }), 10)
  if (bytes > mostBytes)
    throw new UsageError(
      `${source}: expected at most ${mostBytes} bytes to copy for the run, found ${bytes}`,
      'mount it read-only, or by a variable that the run can set',
    )
  copyWhole(source, to)
}
