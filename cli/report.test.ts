import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { entry, failedEntry, run as sampleRun } from '../reports/render/sample-run.ts'
import { readCall } from './arguments.ts'
import { commands } from './commands.ts'
import { run } from './report.ts'

let out: string
const said: string[] = []
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'runs-'))
  said.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  onTestFinished(async () => {
    vi.restoreAllMocks()
    await rm(out, { recursive: true })
  })
})

const older = '2026-06-15-100000-gate-00000001'
const newer = '2026-06-15-110000-gate-00000002'

async function keep(name: string, record: unknown): Promise<string> {
  await mkdir(join(out, name))
  await writeFile(join(out, name, 'run.json'), JSON.stringify(record))
  return join(out, name)
}

async function report(...words: string[]): Promise<number> {
  const call = readCall(['report', '--out', out, ...words], commands)
  if ('help' in call) throw new Error('expected a call, found a question for help')
  return run(call)
}

test('the newest run is rendered again, from its record alone', async () => {
  await keep(older, sampleRun())
  const folder = await keep(newer, sampleRun())
  expect(await report()).toBe(0)
  expect((await readdir(folder)).sort()).toEqual([
    'junit.xml',
    'report.html',
    'results.sarif',
    'run.json',
    'summary.md',
  ])
  expect(await readdir(join(out, older))).toEqual(['run.json'])
  expect(said.join('')).toContain('gate of pazpaz: failed (exit 1)')
})

test('what has changed since another run is told, as text and in the page', async () => {
  const before = await keep(
    older,
    sampleRun({ claims: [{ ...failedEntry, verdict: 'pass' as const, observations: entry().observations }] }),
  )
  const after = await keep(newer, sampleRun({ claims: [failedEntry] }))
  expect(await report('--compare', before, after)).toBe(0)
  expect(said.join('')).toContain('(ephemeral): pass → fail')
  expect(await readFile(join(after, 'report.html'), 'utf8')).toContain('id="changes">{"before"')
  said.length = 0
  await report('--compare', before, join(after, 'run.json'), '--json')
  expect(JSON.parse(said.join('')).verdicts).toMatchObject([{ id: 'ISO-02', before: 'pass', after: 'fail' }])
})

test('without a run, or with no record of one, it says what it found', async () => {
  await expect(report()).rejects.toThrow('expected the folder of a run in it, found none')
  await expect(report(await keep(older, {}))).rejects.toThrow('run.json: expected a run, found /: must have')
  await expect(report(join(out, 'nowhere'))).rejects.toThrow(
    'report: expected the run.json of a run, found: ENOENT',
  )
})
