import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ComposeModel, Mount } from '../model/compose.ts'
import { attempt, command } from './command.ts'
import { copyWhole } from './copy-whole.ts'
import { UsageError } from './failure.ts'

type Place = {
  /** Folders of production's files. */
  production: readonly string[]
  /** The stack's own folder. */
  directory: string
}

/** More than a folder of settings holds; bytes. */
const mostBytes = 256 * 2 ** 20

/**
 * A copy of the merged model in which no service writes to a folder of production, or makes one on the host: each gets
 * a copy of what is there, or an empty one where that is data (decision 0051), also for those who only read it. What
 * nobody writes to, and what is the machine's (a socket, /var/log), stays.
 * @throws UsageError when a folder is too large to be copied.
 */
export async function withOwnFolders(model: ComposeModel, place: Place): Promise<ComposeModel> {
  const copy = structuredClone(model)
  const mounts = Object.values(copy.services).flatMap(({ volumes = [] }) => volumes)
  const own = new Map<string, string>()
  for (const source of new Set(mounts.filter((one) => isWritten(one, place)).map(sourceOf))) {
    const to = join(place.directory, 'written', String(own.size))
    const fate = await fateOf(source, place)
    if (fate === 'empty') await mkdir(to, { recursive: true })
    if (fate === 'copied') await copyOver(source, to)
    if (fate !== 'stays') own.set(source, to)
  }
  const outermost = [...own].sort(([a], [b]) => a.length - b.length)
  for (const mount of mounts.filter(({ type }) => type === 'bind')) {
    const source = sourceOf(mount)
    const [from, to] = outermost.find(([folder]) => isBelow(source, folder)) ?? []
    if (from !== undefined) mount.source = `${to}${source.slice(from.length)}`
  }
  return copy
}

function sourceOf({ source = '' }: Mount): string {
  return source
}

function isWritten({ type, source, read_only: readOnly }: Mount, { directory }: Place): boolean {
  return type === 'bind' && readOnly !== true && source !== undefined && !isBelow(source, directory)
}

/** Folders that the machine keeps for itself. */
const ofMachine = /^\/($|(bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|usr|var\/(lib\/docker|log|run))(\/|$))/

/** What is data would be another on every machine, and somebody's. */
async function fateOf(source: string, { production }: Place): Promise<'stays' | 'empty' | 'copied'> {
  if (!existsSync(source)) return 'empty'
  const beside = production.some((folder) => isBelow(source, folder))
  if (!statSync(source).isDirectory()) return beside ? 'copied' : 'stays'
  if (!beside) return ofMachine.test(source) ? 'stays' : 'empty'
  return (await isData(source)) ? 'empty' : 'copied'
}

/** In a work tree of git, and nothing of it is kept there. */
async function isData(folder: string): Promise<boolean> {
  const { exitCode, stdout } = await attempt(['git', '-C', folder, 'ls-files', '--', '.'], { deadline: 30 })
  return exitCode === 0 && stdout === ''
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

async function copyOver(source: string, to: string): Promise<void> {
  const bytes = Number.parseInt(await command(['du', '-sb', source], { deadline: 60 }), 10)
  if (bytes > mostBytes)
    throw new UsageError(
      `${source}: expected at most ${mostBytes} bytes to copy for the run, found ${bytes}`,
      'mount it read-only, or by a variable that the run can set',
    )
  await mkdir(dirname(to), { recursive: true })
  copyWhole(source, to)
}
