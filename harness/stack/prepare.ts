import { access, constants, mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { command } from './command.ts'
import { settingAt } from './config-parts.ts'
import { UsageError } from './failure.ts'
import type { LoadedConfig } from './load-config.ts'

/** The folder of one stack, filled by the config's own `prepare` command: secrets, certificates, env file. */
export type Prepared = { directory: string; envFile: string; ca?: string }

/**
 * Makes fresh secrets for one stack in `directory`, mode 700: a run never reads production's.
 * @throws UsageError naming each file of the config that is not there afterwards.
 */
export async function prepare(
  loaded: LoadedConfig,
  directory: string,
  signal?: AbortSignal,
): Promise<Prepared> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const { config } = loaded
  const argv = config.prepare.command.map((word) => inFolder(word, directory))
  await command(argv, {
    cwd: loaded.directory,
    deadline: config.prepare.deadline,
    ...(signal === undefined ? {} : { signal }),
    next: 'run the prepare command of the config by hand',
  })
  await requireNamed(loaded, directory)
  const { ca } = config.edge
  return {
    directory,
    envFile: fileOf(loaded, config.compose.envFile, directory),
    ...(ca !== undefined && { ca: await readFile(fileOf(loaded, ca, directory), 'utf8') }),
  }
}

/** Settings of a config that are paths of files. */
const named = [
  'compose.envFile',
  'edge.ca',
  'database.passwordFile',
  'database.ca',
  'database.application.passwordFile',
  'database.superuser.passwordFile',
  'cache.passwordFile',
  'objectStore.ca',
  'objectStore.keyFile',
  'openapi.file',
]

async function requireNamed(loaded: LoadedConfig, directory: string): Promise<void> {
  const absent: string[] = []
  for (const setting of named) {
    const path = settingAt(loaded.config, setting)
    if (typeof path !== 'string') continue
    await access(fileOf(loaded, path, directory), constants.R_OK).catch(() =>
      absent.push(`  ${setting}: ${path}`),
    )
  }
  if (absent.length === 0) return
  throw new UsageError(
    `${loaded.file}: expected files that can be read, after its prepare command, found none for\n${absent.join('\n')}`,
    'let the prepare command make them, or mend their paths',
  )
}

/** A path of the config, absolute: `{dir}` is the prepared folder, other paths start at the config. */
export function fileOf(loaded: LoadedConfig, path: string, directory: string): string {
  return resolve(loaded.directory, inFolder(path, directory))
}

/** The secrets of a prepared folder, file name to value, for masks and the leak search. */
export async function readSecrets(directory: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    if (!isSecret(path, directory)) continue
    found[path.slice(directory.length + 1)] = (await readFile(path, 'utf8')).trim()
  }
  return found
}

function isSecret(path: string, directory: string): boolean {
  const inside = path.slice(directory.length + 1)
  return inside.startsWith('secrets/') || inside.endsWith('.key')
}

function inFolder(text: string, directory: string): string {
  return text.replaceAll('{dir}', directory)
}
