import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, judge } from './check.ts'
import { filesOf } from './files.ts'
import { program, programs } from './program.ts'

const longest = 250
const sources = ['ts', 'tsx', 'mjs', 'js', 'vue', 'css', 'sh', 'go', 'conf', 'sql', 'html'].map(
  (end) => `**/*.${end}`,
)

/** Format and lint. */
export const biome: Check = {
  name: 'biome',
  run: (folder) =>
    program(['biome', 'ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=50'], folder),
}

export const types: Check = {
  name: 'types',
  run: async (folder) => {
    const projects = await filesOf(folder, ['tsconfig.json', 'reports/**/tsconfig.json'])
    return programs(
      projects.map((project) => ['tsc', '--noEmit', '-p', project] as const),
      folder,
    )
  },
}

/** Files, exports and dependencies that nothing uses. */
export const deadCode: Check = {
  name: 'dead code',
  run: (folder) => program(['knip', '--no-progress'], folder),
}

/** No source file is longer than 250 lines; a Compose file is a list, and has as many as it has services. */
export const sizes: Check = {
  name: 'sizes',
  run: async (folder) => {
    const files = await filesOf(folder, [...sources, 'stackproof'])
    const lengths = await Promise.all(files.map((file) => lineCount(join(folder, file))))
    const long = files.flatMap((file, index) => describeLength(file, lengths[index] ?? 0))
    return judge('files', files.length, long)
  },
}

async function lineCount(file: string): Promise<number> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n').length
}

function describeLength(file: string, lines: number): string[] {
  return lines > longest
    ? [`${file}: expected at most ${longest} lines, found ${lines}; split it by subject`]
    : []
}
