import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const made = ['node_modules', '.git', 'dist', 'coverage', 'out']

/** Files of a project that match any of the patterns, sorted, relative; never what was installed or built. */
export async function filesOf(folder: string, patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  const entries = glob([...patterns], {
    cwd: folder,
    withFileTypes: true,
    exclude: (entry) => entry.isDirectory() && made.includes(entry.name),
  })
  for await (const entry of entries) {
    if (entry.isFile()) found.add(join(entry.parentPath, entry.name).slice(folder.length + 1))
  }
  return [...found].sort()
}

/** Shell programs: `*.sh`, and files without an extension whose first line names a shell. */
export async function shellFiles(folder: string): Promise<string[]> {
  const files = await filesOf(folder, ['**/*', '**/.*/*'])
  const shell = await Promise.all(
    files.map(
      async (file) => file.endsWith('.sh') || (isBare(file) && (await namesShell(join(folder, file)))),
    ),
  )
  return files.filter((_, index) => shell[index])
}

function isBare(file: string): boolean {
  return !(file.split('/').at(-1) ?? '').includes('.')
}

async function namesShell(file: string): Promise<boolean> {
  return /^#!.*\b(ba|da)?sh\b/.test((await readFile(file, 'utf8')).slice(0, 80))
}
