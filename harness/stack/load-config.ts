import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type StackConfig, stackConfig } from './config.ts'
import { UsageError } from './failure.ts'
import { roles } from './role.ts'

/** A config and where it stands; relative paths in it start at `directory`. */
export type LoadedConfig = { config: StackConfig; file: string; directory: string }

/**
 * Reads and checks a config file.
 * @throws UsageError naming each wrong path with what was expected and found, or a missing compose file.
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const file = resolve(path)
  const exported = await importDefault(file)
  const config = check(exported, file)
  const directory = dirname(file)
  for (const compose of config.compose.files) await mustExist(resolve(directory, compose), file)
  return { config, file, directory }
}

/** Checks what a config file exports; `file` is named in the error. */
export function check(exported: unknown, file: string): StackConfig {
  return checkAs(stackConfig, exported, { file, what: 'a stack config' })
}

/**
 * Checks what a person wrote in a file.
 * @throws UsageError naming each wrong path with what was expected and found.
 */
export function checkAs<T>(
  schema: z.ZodType<T>,
  written: unknown,
  { file, what }: { file: string; what: string },
): T {
  const parsed = schema.safeParse(written, { reportInput: true })
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.flatMap(describe).map((line) => `  ${line}`)
  throw new UsageError(`${file}: expected ${what}, found\n${wrong.join('\n')}`, `mend ${file}`)
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(file).href)
    return z.object({ default: z.unknown() }).parse(module).default
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(
      `${file}: expected a module that exports a stack config, found: ${why}`,
      'name a readable file with --config, its default export made by defineStack',
    )
  }
}

async function mustExist(path: string, config: string): Promise<void> {
  await access(path).catch(() => {
    throw new UsageError(
      `compose.files: expected a file, found nothing at ${path}`,
      `mend compose.files in ${config}`,
    )
  })
}

function describe(issue: z.core.$ZodIssue): string[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key]))
  const found = issue.input === undefined ? 'nothing' : JSON.stringify(issue.input)
  return [`${path.length === 0 ? '(whole file)' : path.join('.')}: ${issue.message}; found ${found}`]
}

function unknownKey(path: readonly PropertyKey[]): string {
  const known = path[0] === 'roles' ? `one of ${roles.join(', ')}` : 'no such key'
  return `${path.join('.')}: expected ${known}; found ${String(path.at(-1))}`
}
