import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { imports } from './imports.ts'

type Row = readonly [file: string, line: string, passed: boolean]

const rows: Row[] = [
  ['suites/edge/a.ts', "import { x } from '../../fixtures/x.ts'", true],
  ['fixtures/a.ts', "import type { X } from '../suites/x.ts'", false],
  ['harness/a.ts', "import type { Run } from '../reports/record/run.ts'", true],
  ['harness/a.ts', "import { junit } from '../reports/render/junit.ts'", false],
  ['reports/render/a.ts', "import type { Run } from '../record/run.ts'", true],
  ['reports/record/a.ts', "import { x } from '../../harness/x.ts'", false],
  ['reports/render/a.ts', "import { x } from '../../harness/x.ts'", false],
  ['cli/a.ts', "import { junit } from '../reports/render/junit.ts'", true],
  ['harness/a.ts', "const late = await import('../cli/late.ts')", false],
  ['harness/a.ts', "export { x } from '../cli/x.ts'", false],
  ['harness/a.ts', "import {\n  x,\n} from '../suites/x.ts'", false],
  ['harness/a.ts', "import '../suites/x.ts'", false],
  ['harness/a.ts', "import { compose } from '../compose/x.ts'", false],
  ['harness/a.ts', "import { test } from 'vitest'", false],
  ['harness/a.test.ts', "import { test } from 'vitest'", true],
  ['fixtures/vitest.ts', "import { test } from 'vitest'", true],
  ['fixtures/mailbox.ts', "import { test } from 'vitest'", false],
]

test.for(rows)('%s: %s is allowed: %s', async ([file, line, passed]) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'stackproof-imports-'))
  await mkdir(join(folder.path, dirname(file)), { recursive: true })
  await writeFile(join(folder.path, file), `${line}\n`)
  expect(await imports.run(folder.path)).toMatchObject({ passed })
})

test('a folder without modules fails', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'stackproof-imports-'))
  expect(await imports.run(folder.path)).toEqual({
    passed: false,
    output: 'modules: expected at least one, found none',
  })
})
