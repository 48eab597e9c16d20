import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { type Check, judge } from './check.ts'
import { filesOf } from './files.ts'

/** Layers from the top; each may import itself and those below it. */
const layers = ['cli', 'suites', 'fixtures', 'harness', 'reports/record'] as const
const statement =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g
const runners = ['vitest', '@playwright/test']
const mayImportRunner = /\.test\.ts$|^fixtures\/vitest\.ts$|^(vitest|playwright)\.config\.ts$/

/** Imports go one way, and only the adapter and the tests know a runner. */
export const imports: Check = {
  name: 'import direction',
  run: async (folder) => {
    const files = await filesOf(folder, ['*.ts', '{cli,suites,fixtures,harness,reports}/**/*.ts'])
    const defects = await Promise.all(files.map((file) => defectsOf(folder, file)))
    return judge('modules', files.length, defects.flat())
  },
}

async function defectsOf(folder: string, file: string): Promise<string[]> {
  const text = await readFile(join(folder, file), 'utf8')
  const targets = [...text.matchAll(statement)].map((match) => match[1] ?? match[2] ?? '')
  return targets.filter((target) => !allowed(file, target)).map((target) => `${file}: imports ${target}`)
}

function allowed(file: string, target: string): boolean {
  if (!target.startsWith('.')) return !runners.includes(target) || mayImportRunner.test(file)
  const other = normalize(join(dirname(file), target))
  if (file.startsWith('cli/') || !file.includes('/')) return true
  if (isRenderer(file)) return other.startsWith('reports/')
  const from = layers.findIndex((layer) => file.startsWith(`${layer}/`))
  const to = layers.findIndex((layer) => other.startsWith(`${layer}/`))
  return to >= from && to >= 0
}

/** Renderers read `run.json` and nothing else. */
function isRenderer(file: string): boolean {
  return file.startsWith('reports/') && !file.startsWith('reports/record/')
}
