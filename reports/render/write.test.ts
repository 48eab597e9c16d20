import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Run } from '../record/run.ts'
import { checkRun } from '../record/schema.ts'
import { entry, run } from './sample-run.ts'
import { writeRun } from './write.ts'

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'run-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'r1')
}
const viewer = { script: 'draw()', style: 'p{}' }
const keep = (given: Run): Run => given

test('run.json keeps the schema; no unfinished file stays', async () => {
  const folder = await folderOf()
  await writeRun(folder, run(), { mask: keep, viewer })
  expect((await readdir(folder)).sort()).toEqual([
    'junit.xml',
    'report.html',
    'results.sarif',
    'run.json',
    'summary.md',
  ])
  const written: unknown = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'))
  expect(checkRun(written)).toEqual({ kind: 'run', run: run() })
})

test('every file is rendered from the masked run', async () => {
  const folder = await folderOf()
  const secret = 'a<b&c"d>e'
  const leaky = run({ claims: [entry({ verdict: 'error', reason: secret, observations: [] })] })
  await writeRun(folder, leaky, {
    mask: ({ claims: _, ...rest }) => ({ ...rest, claims: [entry({ reason: 'masked' })] }),
    viewer,
  })
  for (const name of await readdir(folder)) {
    expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/a(<|&lt;|\\<|\\u003c)b/)
  }
})

test('a second write replaces the first', async () => {
  const folder = await folderOf()
  await writeRun(folder, run(), { mask: keep, viewer })
  await writeRun(folder, run({ claims: [] }), { mask: keep, viewer })
  expect(JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')).claims).toEqual([])
})

test('without a viewer every other report is written', async () => {
  const folder = await folderOf()
  await writeRun(folder, run(), { mask: keep, viewer: undefined })
  expect((await readdir(folder)).sort()).toEqual(['junit.xml', 'results.sarif', 'run.json', 'summary.md'])
})
