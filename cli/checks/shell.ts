import { type Check, judge } from './check.ts'
import { filesOf, shellFiles } from './files.ts'
import { program } from './program.ts'

/** ShellCheck over every shell program. */
export const shellCheck: Check = {
  name: 'shellcheck',
  run: (folder) => overFiles(folder, 'shell programs', shellFiles, ['shellcheck', '-x']),
}

/** Shell programs are formatted as `shfmt -i 2` does. */
export const shellFormat: Check = {
  name: 'shfmt',
  run: (folder) => overFiles(folder, 'shell programs', shellFiles, ['shfmt', '-d', '-i', '2']),
}

/** DL3008 asks for pinned Debian packages: the archive drops old versions, so a run records them instead. */
const hadolint = ['hadolint', '--ignore', 'DL3008'] as const

export const dockerfiles: Check = {
  name: 'hadolint',
  run: (folder) => overFiles(folder, 'Dockerfiles', (at) => filesOf(at, ['**/Dockerfile*']), hadolint),
}

type Lister = (folder: string) => Promise<string[]>

async function overFiles(folder: string, kind: string, list: Lister, call: readonly [string, ...string[]]) {
  const files = await list(folder)
  if (files.length === 0) return judge(kind, 0, [])
  const found = await program([...call, ...files], folder)
  return found.passed ? judge(kind, files.length, []) : found
}
