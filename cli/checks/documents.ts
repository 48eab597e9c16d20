import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Check, judge } from './check.ts'
import { filesOf } from './files.ts'
import { programs } from './program.ts'

const schemaFile = 'reports/record/run.schema.json'
/** Of the schema as it was agreed; changing it takes a decision record. */
const schemaHash = '7f8460f9e0f13c3fb896884b39a19694d7e0c87b982ff4dbd5b7f313a247afe7'
const longestDecision = 40

/** The schema of `run.json`, byte for byte. */
export const recordSchema: Check = {
  name: 'run.schema.json',
  run: async (folder) => {
    const found = createHash('sha256')
      .update(await readFile(join(folder, schemaFile)))
      .digest('hex')
    const defect = `${schemaFile}: expected sha256 ${schemaHash}, found ${found}; a change takes a decision`
    return judge('schema', 1, found === schemaHash ? [] : [defect])
  },
}

/** Decision records are numbered, each number once, and at most 40 lines. */
export const decisions: Check = {
  name: 'decisions',
  run: async (folder) => {
    const files = await filesOf(folder, ['docs/decisions/*.md'])
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    const numbers = files.map((file) => basename(file).slice(0, 4))
    const defects = files.flatMap((file, index) => [
      ...misnamed(file, numbers.indexOf(numbers[index] ?? '') !== index),
      ...overlong(file, (texts[index] ?? '').trimEnd().split('\n').length),
    ])
    return judge('decisions', files.length, defects)
  },
}

function misnamed(file: string, taken: boolean): string[] {
  if (!/^\d{4}-[a-z0-9-]+\.md$/.test(basename(file))) return [`${file}: expected NNNN-title.md as its name`]
  return taken ? [`${file}: expected a number of its own, found it taken`] : []
}

function overlong(file: string, lines: number): string[] {
  return lines > longestDecision ? [`${file}: expected at most ${longestDecision} lines, found ${lines}`] : []
}

/** Every Compose file is valid with the example settings. */
export const composeFiles: Check = {
  name: 'compose files',
  run: async (folder) => {
    const files = await filesOf(folder, ['compose/**/{docker-,}compose*.{yml,yaml}'])
    const [example] = await filesOf(folder, ['{compose/,}.env.production.example'])
    const settings = example === undefined ? [] : ['--env-file', example]
    const calls = files.map((file) => ['docker', 'compose', ...settings, '-f', file, 'config', '-q'] as const)
    const found = await programs(calls, folder)
    return found.passed ? judge('Compose files', files.length, []) : found
  },
}
