import { mkdir, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checks } from './all.ts'

type Files = Record<string, string>
/** What a check calls good, the one file that makes it bad, and what it then says. */
type Sample = { name: string; good: Files; bad: Files; says: RegExp }

const schema = await readFile(join(import.meta.dirname, '../../reports/record/run.schema.json'), 'utf8')
const shell = "#!/usr/bin/env bash\nset -euo pipefail\necho 'ready'\n"
const biomeSettings = '{ "formatter": { "indentStyle": "space" }, "linter": { "enabled": true } }\n'
const typeSettings =
  '{ "compilerOptions": { "strict": true, "noEmit": true, "types": [] }, "include": ["*.ts"] }'
const composeFile = 'name: shop\nservices:\n  web: { image: nginx }\n'
const unusedModule = { 'forgotten.ts': 'export const two = 2\n' }

const samples: Sample[] = [
  {
    name: 'dead code',
    good: {
      'package.json': '{ "name": "shop", "type": "module", "main": "index.ts" }',
      'index.ts': 'console.log(1)\n',
    },
    bad: unusedModule,
    says: /forgotten\.ts/,
  },
  {
    name: 'types',
    good: { 'tsconfig.json': typeSettings, 'a.ts': 'export const one: number = 1\n' },
    bad: { 'b.ts': "export const one: number = 'one'\n" },
    says: /b\.ts.*TS2322/,
  },
  {
    name: 'biome',
    good: { 'biome.json': biomeSettings, 'a.ts': 'export const one = 1;\n' },
    bad: { 'b.ts': 'export const   one = 1;\n' },
    says: /b\.ts/,
  },
  { name: 'shellcheck', good: { 'a.sh': shell }, bad: { run: `${shell}rm $1\n` }, says: /SC2086/ },
  {
    name: 'compose files',
    good: { 'compose/docker-compose.prod.yml': composeFile },
    bad: { 'compose/docker-compose.other.yml': `${composeFile}  api: { imag: node }\n` },
    says: /imag/,
  },
  {
    name: 'hadolint',
    good: { 'web/Dockerfile': 'FROM debian:12\nUSER 101\n' },
    bad: { 'api/Dockerfile': 'FROM debian\nRUN cd /tmp\n' },
    says: /DL300[36]/,
  },
  {
    name: 'shfmt',
    good: { 'a.sh': shell },
    bad: { 'b.sh': `${shell}if true; then\n      echo\nfi\n` },
    says: /b\.sh/,
  },
  {
    name: 'import direction',
    good: { 'cli/a.ts': "import { b } from '../harness/b.ts'\n", 'harness/b.ts': 'export const b = 1\n' },
    bad: { 'harness/c.ts': "import { a } from '../cli/a.ts'\n" },
    says: /harness\/c\.ts: imports \.\.\/cli\/a\.ts/,
  },
  {
    name: 'decisions',
    good: { 'docs/decisions/0001-one.md': '# One\n' },
    bad: { 'docs/decisions/0001-two.md': 'line\n'.repeat(41) },
    says: /found it taken\n.*found 41/,
  },
  {
    name: 'run.schema.json',
    good: { 'reports/record/run.schema.json': schema },
    bad: { 'reports/record/run.schema.json': schema.replace('\n', ' \n') },
    says: /expected sha256/,
  },
  {
    name: 'sizes',
    good: { 'a.ts': '//\n'.repeat(250) },
    bad: { 'b.ts': '//\n'.repeat(251) },
    says: /b\.ts.*found 251/,
  },
]

test('every check has a bad sample', () => {
  expect(samples.map(({ name }) => name)).toEqual(checks.map(({ name }) => name))
})

// Each starts a whole checker, on a machine that may be busy.
describe.for(samples)('$name', { timeout: 60_000 }, ({ name, good, bad, says }) => {
  test('passes a good sample', async () => {
    expect(await judged(name, good)).toMatchObject({ passed: true })
  })

  test('fails a bad one beside it and names it', async () => {
    expect(await judged(name, { ...good, ...bad })).toMatchObject({
      passed: false,
      output: expect.stringMatching(says),
    })
  })
})

async function judged(name: string, files: Files) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'stackproof-check-'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder.path, dirname(file)), { recursive: true })
    await writeFile(join(folder.path, file), text)
  }
  return await checks.find((check) => check.name === name)?.run(folder.path)
}
