import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { command } from '../../stack/command.ts'
import type { Start } from './contract.ts'

/** Everything that a row makes carries this label; its value is the row's own. */
export const contractLabel = 'stackproof.contract'

/** A row's place on the daemon: one volume, and containers that go with it when it is left. */
export type Place = AsyncDisposable & {
  /** Makes a container that is not started yet; gives its id. */
  create: (image: string, start: Start) => Promise<string>
}

export async function openPlace(): Promise<Place> {
  const label = `${contractLabel}=${randomUUID()}`
  const volume = await command(['docker', 'volume', 'create', '--label', label])
  const create: Place['create'] = async (image, start) => {
    const words = ['docker', 'create', '--label', label, ...settings(start, volume), image]
    const id = await command([...words, ...(start.command ?? [])])
    await putFiles(id, start.files ?? {})
    return id
  }
  return { create, [Symbol.asyncDispose]: () => leave(label, volume) }
}

function settings(start: Start, volume: string): string[] {
  const pairs = (option: string, of: Readonly<Record<string, string>> = {}, joint = '=') =>
    Object.entries(of).flatMap(([name, value]) => [option, value === '' ? name : `${name}${joint}${value}`])
  return [
    ...(start.user === undefined ? [] : ['--user', start.user]),
    ...(start.readOnly === true ? ['--read-only', '--cap-drop', 'ALL'] : []),
    ...(start.volume === undefined ? [] : ['--volume', `${volume}:${start.volume}`]),
    ...pairs('--env', start.environment),
    ...pairs('--tmpfs', start.tmpfs, ':'),
  ]
}

async function putFiles(container: string, files: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(files).length === 0) return
  const folder = await mkdtemp(join(tmpdir(), 'stackproof-contract-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      const mode = /\.(sh|envsh)$/.test(path) ? 0o755 : 0o644
      await writeFile(file, path.endsWith('.gz') ? gzipSync(text) : text, { mode })
    }
    await command(['docker', 'cp', `${folder}/.`, `${container}:/`])
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function leave(label: string, volume: string): Promise<void> {
  const ids = await command(['docker', 'ps', '--all', '--quiet', '--filter', `label=${label}`])
  const containers = ids.split('\n').filter((id) => id !== '')
  if (containers.length > 0) await command(['docker', 'rm', '--force', '--volumes', ...containers])
  await command(['docker', 'volume', 'rm', volume])
}
