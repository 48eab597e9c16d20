import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Run } from '../record/run.ts'
import { checkRun } from '../record/schema.ts'
import { consoleVerdict } from './console.ts'
import { junit } from './junit.ts'
import { sarif } from './sarif.ts'
import { summary } from './summary.ts'

/** Records of real gates: one of the bundled stack, one of the second stack, with what is wrong in it. */
const names = ['green', 'red'] as const
const place = join(import.meta.dirname, 'golden')

async function golden(name: string): Promise<Run> {
  const checked = checkRun(JSON.parse(await readFile(join(place, `${name}.run.json`), 'utf8')))
  if (checked.kind === 'invalid') throw new Error(`${name}: expected a run, found ${checked.problems[0]}`)
  return checked.run
}

const renderers: [file: string, render: (run: Run) => string][] = [
  ['junit.xml', junit],
  ['summary.md', summary],
  ['console.txt', (run) => consoleVerdict(run, { folder: 'reports/out/run', color: false })],
  ['sarif', (run) => `${JSON.stringify(JSON.parse(sarif(run)), null, 2)}\n`],
]

const cases = names.flatMap((name) => renderers.map(([file, render]) => ({ name, file, render })))

// A change that is meant: npx vitest run --project unit reports/render/golden --update, and read the difference.
test.for(cases)('$name as $file is told as before', async ({ name, file, render }) => {
  await expect(render(await golden(name))).toMatchFileSnapshot(join(place, `${name}.${file}`))
})
