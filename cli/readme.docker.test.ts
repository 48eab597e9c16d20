import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { projectRoot } from './open-call.ts'

const copied = [
  'cli',
  'compose',
  'fixtures',
  'harness',
  'reports',
  'suites',
  'package.json',
  'package-lock.json',
  'stackproof.config.ts',
]

test('the claim that the README adds is green, and its fault is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stackproof-readme-'))
  try {
    await copyProject(folder)
    await applyReadme(folder)
    const gate = await stackproof(folder, 'gate')
    expect(gate.stdout).toContain('1 pass, 0 fail')
    expect(gate.exitCode).toBe(0)
    const faults = await stackproof(folder, 'faults')
    expect(faults.stdout).toMatch(/^killed +config-worker-named-for-good +CFG-13/m)
    expect(faults.exitCode).toBe(0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

async function copyProject(folder: string): Promise<void> {
  const filter = (path: string) => !path.includes('/node_modules') && !path.includes('/reports/out')
  for (const name of copied)
    await cp(join(projectRoot, name), join(folder, name), { recursive: true, filter })
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
}

/** `ts file=…` is a new file; `ts add=…` goes at the head of the file's first list of its kind. */
async function applyReadme(folder: string): Promise<void> {
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```ts (file|add)=(\S+)\n([\s\S]*?)^```$/gm)]
  expect(blocks.map(([, kind]) => kind)).toEqual(['add', 'file', 'add'])
  for (const [, kind, path = '', text = ''] of blocks) {
    const file = join(folder, path)
    if (kind === 'file') await writeFile(file, text)
    else await edit(file, /(defineCatalogue\('config', \{|rows: readonly Row\[\] = \[)\n/, `$1\n${text}`)
  }
  const rules = join(folder, 'suites', 'rules.ts')
  await edit(rules, /^/, "import { ownName } from './config/own-name.rule.ts'\n")
  await edit(rules, /(readonly Rule\[\] = \[)/, '$1ownName, ')
}

async function edit(file: string, find: RegExp, replace: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  const changed = text.replace(find, replace)
  if (changed === text) throw new Error(`${file}: expected ${String(find)}, found no such place`)
  await writeFile(file, changed)
}

function stackproof(folder: string, command: string) {
  const argv = [join(folder, 'cli', 'main.ts'), command, '--only', 'CFG-13', '--out', join(folder, 'out')]
  return execa(process.execPath, argv, { cwd: folder, reject: false, stdin: 'ignore' })
}
