import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Run } from '../reports/record/run.ts'
import { checkRun } from '../reports/record/schema.ts'
import { readCall } from './arguments.ts'
import { commands } from './commands.ts'
import { run } from './inspect.ts'
import { projectRoot } from './open-call.ts'

let root: string
const said: string[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inspect-'))
  said.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

function write(texts: Record<string, string>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, 'shop', path)), { recursive: true })
    writeFileSync(join(root, 'shop', path), text)
  }
}

async function inspect(folder: string, ...more: string[]): Promise<{ exitCode: number; record: Run }> {
  const call = readCall(['inspect', folder, '--out', join(root, 'out'), ...more], commands)
  if ('help' in call) throw new Error('expected a call, found a question for help')
  const exitCode = await run(call)
  const [made = ''] = readdirSync(join(root, 'out')).toSorted().slice(-1)
  return { exitCode, record: JSON.parse(readFileSync(join(root, 'out', made, 'run.json'), 'utf8')) }
}

const shop = {
  'docker-compose.prod.yml':
    'services:\n  db:\n    image: postgres:16.4\n    restart: always\n    mem_limit: 1g\n    logging: { driver: local, options: { max-size: 10m, max-file: "2" } }\n    ports: ["5432:5432"]\n    volumes: ["db:/var/lib/postgresql/data"]\nvolumes: { db: }\n',
}

test('a wrong folder is red, with the file and the line, what was expected and what is there', async () => {
  write(shop)
  const { exitCode, record } = await inspect(join(root, 'shop'))
  expect(exitCode).toBe(1)
  const failed = record.claims.filter(({ verdict }) => verdict === 'fail')
  expect(failed.map(({ id }) => id)).toEqual(['ISO-50'])
  expect(failed[0]?.observations.find(({ ok }) => !ok)).toMatchObject({
    file: 'docker-compose.prod.yml:7',
    subject: 'db',
    expected: [],
    actual: ['5432:5432'],
  })
  expect(record).toMatchObject({
    target: { name: 'shop', kind: 'files' },
    run: { profile: 'inspect', environment: { engine: 'none' } },
  })
  expect(checkRun(record).kind).toBe('run')
  expect(said.join('')).toContain('docker-compose.prod.yml:7')
})

test('what is less grave than asked for is told and does not fail', async () => {
  write({
    'compose.yml': shop['docker-compose.prod.yml']
      .replace('    ports: ["5432:5432"]\n', '')
      .replace('    mem_limit: 1g\n', ''),
  })
  expect((await inspect(join(root, 'shop'))).exitCode).toBe(1)
  const { exitCode, record } = await inspect(join(root, 'shop'), '--fail-on', 'high')
  expect(exitCode).toBe(0)
  expect(record.claims.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual(['CFG-62'])
})

test('what an earlier run has found does not fail, wherever its line went, and what is new does', async () => {
  write(shop)
  await inspect(join(root, 'shop'))
  const [before = ''] = readdirSync(join(root, 'out'))
  const baseline = join(root, 'out', before)
  write({ 'docker-compose.prod.yml': `# one line more\n${shop['docker-compose.prod.yml']}` })
  expect((await inspect(join(root, 'shop'), '--baseline', baseline)).exitCode).toBe(0)
  write({ crontab: '0 3 * * * /ops/backup.sh' })
  expect((await inspect(join(root, 'shop'), '--baseline', baseline)).exitCode).toBe(1)
  await expect(inspect(join(root, 'shop'), '--baseline', root)).rejects.toThrow(
    '--baseline: expected the run.json',
  )
})

test('what could not be read is not called well', async () => {
  write({ 'compose.yml': 'services:\n  a: { image: a, extends: { file: gone.yml, service: b } }\n' })
  const { record } = await inspect(join(root, 'shop'))
  expect(record.totals.error).toBe(1)
  expect(said.join('')).toContain('compose.yml:2: expected a readable file at gone.yml')
})

test('claims of what a folder does not have are not expected', async () => {
  write({ 'compose.yml': shop['docker-compose.prod.yml'] })
  const { record } = await inspect(join(root, 'shop'))
  expect(record.claims.filter(({ id }) => /^(HST|SUP-05|EDGE)/.test(id))).toEqual([])
  expect(record.totals.expected).toBe(record.claims.length)
})

test.for([
  [['absent'], 'expected a folder, found none'],
  [['.', '--fail-on', 'grave'], '--fail-on: expected critical, high, medium, low, found grave'],
  [['.', '--only', 'HST-99'], 'HST-99 (near: '],
] as const)('%j is a wrong call', async ([words, message]) => {
  write(shop)
  const [folder = '', ...more] = words
  await expect(inspect(join(root, 'shop', folder), ...more)).rejects.toThrow(message)
})

test('a folder without a Compose file is a wrong call', async () => {
  write({ 'README.md': 'nothing' })
  await expect(inspect(join(root, 'shop'))).rejects.toThrow(
    'expected a Compose file in it or below, found none',
  )
})

test.for(['compose', '.', 'fixtures/data/stacks/other'])('%s, which is ours, is clean', async (folder) => {
  const { exitCode, record } = await inspect(join(projectRoot, folder))
  expect(record.claims.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  expect(exitCode).toBe(0)
})

const waiver = (over: Record<string, string> = {}) => [
  {
    claim: 'ISO-50',
    subject: 'db',
    justification: 'The firewall of the host closes it.',
    expires: '2999-01-01',
    ...over,
  },
]

test('a waiver accepts a finding until its day, and the verdict underneath is kept', async () => {
  write({ ...shop, '../waivers.yml': JSON.stringify(waiver()) })
  const { exitCode, record } = await inspect(join(root, 'shop'), '--waivers', join(root, 'waivers.yml'))
  expect(exitCode).toBe(0)
  expect(record.claims.find(({ id }) => id === 'ISO-50')).toMatchObject({
    verdict: 'waived',
    underlying: 'fail',
    waiver: { subject: 'db', expires: '2999-01-01' },
  })
})

test.for([
  ['expired', waiver({ expires: '2020-01-01' })],
  ['of another subject', waiver({ subject: 'web' })],
  ['of no claim', waiver({ claim: 'ISO-99' })],
] as const)('a waiver that is %s fails', async ([, list]) => {
  write({ ...shop, '../waivers.yml': JSON.stringify(list) })
  expect((await inspect(join(root, 'shop'), '--waivers', join(root, 'waivers.yml'))).exitCode).toBe(1)
})

test.for([
  ['{ claim: [', '--waivers: expected a list in YAML, found: '],
  ['[{ claim: ISO-50 }]', 'expected a list of waivers, found'],
  ['name: shop', 'expected a list of waivers, found'],
] as const)('a file of waivers with %s is told with what is wrong', async ([text, said]) => {
  write({ ...shop, '../waivers.yml': text })
  await expect(inspect(join(root, 'shop'), '--waivers', join(root, 'waivers.yml'))).rejects.toThrow(said)
})
