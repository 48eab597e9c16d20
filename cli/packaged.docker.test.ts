import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { projectRoot } from './open-call.ts'

const compose = (ports: string) =>
  [
    'services:',
    '  db:',
    '    image: postgres:16.4',
    '    restart: always',
    '    mem_limit: 1g',
    '    logging: { driver: local, options: { max-size: 10m, max-file: "2" } }',
    `    ports: ["${ports}"]`,
    '    volumes: ["db:/var/lib/postgresql/data"]',
    'volumes: { db: }',
    '',
  ].join('\n')

/** A folder of somebody who installed what `npm pack` made, and nothing else. */
async function installed(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'packed-'))
  onTestFinished(() => rm(base, { recursive: true }))
  const folder = join(base, 'shop')
  await mkdir(folder)
  await execa('npm', ['pack', '--pack-destination', base], { cwd: projectRoot })
  const archive = (await readdir(base)).find((name) => name.endsWith('.tgz'))
  await execa('npm', ['install', '--no-audit', '--no-fund', `../${archive}`], { cwd: folder })
  return folder
}

test('npx stackproof inspect works where npm pack was installed, from built JavaScript', async () => {
  const folder = await installed()
  const packed = await readdir(join(folder, 'node_modules/stackproof'), { recursive: true })
  expect(packed.filter((name) => name.endsWith('.ts'))).toEqual([])
  const call = (...words: string[]) => execa('npx', ['stackproof', ...words], { cwd: folder, reject: false })

  await writeFile(join(folder, 'compose.yml'), compose('127.0.0.1:5432:5432'))
  const green = await call('inspect', '.')
  expect(green.stdout).toContain('inspect of shop: passed (exit 0)')
  expect(green.exitCode).toBe(0)

  await writeFile(join(folder, 'compose.yml'), compose('5432:5432'))
  const red = await call('inspect')
  expect(red.stdout).toContain('where    compose.yml:7')
  expect(red.exitCode).toBe(1)

  // Not by name: two runs of one second differ by chance.
  const last = basename(red.stdout.trim().split('\n').at(-1) ?? '')
  const known = await call('inspect', '--baseline', join('reports/out', last))
  expect(known.exitCode).toBe(0)
  const record = JSON.parse(await readFile(join(folder, 'reports/out', last, 'run.json'), 'utf8'))
  expect(await readdir(join(folder, 'reports/out', last))).toContain('report.html')
  expect(record.run).toMatchObject({
    tool: { version: expect.stringMatching(/^\d/) },
    reproduce: expect.stringMatching(/^npx /),
  })

  const raising = await call('gate')
  expect([raising.exitCode, raising.stderr]).toEqual([2, expect.stringContaining('command gate')])
}, 120_000)
