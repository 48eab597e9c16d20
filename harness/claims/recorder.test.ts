import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMask } from './mask.ts'
import { mergeRecords } from './merge.ts'
import { openRecorder } from './recorder.ts'
import { control, evidence } from './sample-claims.ts'

const key = { claim: 'ISO-02', row: 'api' }
const secret = { name: 'api_key', value: 'abcdefgh-1234' }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'record-'))
})
afterEach(() => rm(directory, { recursive: true }))

const open = (worker: string) => openRecorder({ directory, worker, mask: createMask([secret]) })

test('what is recorded comes back whole', async () => {
  const recorder = open('w1')
  recorder.begin(key, 'reach.test.ts:3')
  recorder.observe(key, evidence())
  recorder.end(key)
  recorder.close()
  const merged = await mergeRecords(directory, { workers: ['w1'], rows: [key] })
  expect(merged.irregularities).toEqual([])
  expect(merged.rows).toMatchObject([
    { ...key, worker: 'w1', source: 'reach.test.ts:3', outcome: 'completed' },
  ])
  expect(merged.rows[0]?.observations).toMatchObject([evidence()])
})

test('a secret never reaches the file', async () => {
  const recorder = open('w1')
  recorder.begin(key, 'a.ts:1')
  recorder.observe(key, evidence({ actual: `Basic ${Buffer.from(`u:${secret.value}`).toString('base64')}` }))
  recorder.end(key, `refused ${secret.value}`)
  const text = await readFile(join(directory, 'w1.jsonl'), 'utf8')
  expect(text.match(/«masked:api_key»/g)).toHaveLength(2)
  expect(text).not.toContain(secret.value)
})

test('a file that shows what was seen is copied into the run, under the name of its claim', async () => {
  const file = join(directory, 'page.png')
  await writeFile(file, 'a picture')
  const attachments = join(directory, 'attachments')
  const recorder = openRecorder({ directory, worker: 'w1', mask: createMask([]), attachments })
  recorder.begin(key, 'a.ts:1')
  recorder.attach(key, { name: 'page.png', mediaType: 'image/png', file })
  expect(() => recorder.attach(key, { name: 'page.png', mediaType: 'image/png', file })).toThrow('EEXIST')
  recorder.end(key)
  recorder.close()
  const [row] = (await mergeRecords(directory)).rows
  expect(row?.attachments).toEqual([
    {
      name: 'page.png',
      path: 'attachments/ISO-02-page.png',
      sha256: createHash('sha256').update('a picture').digest('hex'),
      mediaType: 'image/png',
    },
  ])
  expect(await readFile(join(directory, row?.attachments[0]?.path ?? ''), 'utf8')).toBe('a picture')
})

test('a run that keeps no files records none', async () => {
  const recorder = open('w1')
  recorder.begin(key, 'a.ts:1')
  recorder.attach(key, { name: 'page.png', mediaType: 'image/png', file: '/nowhere' })
  recorder.end(key)
  recorder.close()
  expect((await mergeRecords(directory)).rows[0]?.attachments).toEqual([])
})

test('a worker has one file and never opens it again', () => {
  open('w1').close()
  expect(() => open('w1')).toThrow('EEXIST')
})

test('a worker id that is no file name is refused', () => {
  expect(() => open('../w1')).toThrow('worker id: expected letters')
})

test('a killed worker keeps what it had, and is noticed', async () => {
  const worker = fork(join(import.meta.dirname, 'sample-worker.ts'), [directory], { execArgv: [] })
  await once(worker, 'message')
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  const merged = await mergeRecords(directory)
  expect(merged.rows[0]?.observations).toHaveLength(2)
  expect(merged.irregularities.map(({ kind, claim }) => [kind, claim])).toEqual([
    ['not-closed', undefined],
    ['not-ended', 'ISO-02'],
  ])
})

test('the clock of a row measures it', async () => {
  let second = 0
  const now = (): Date => new Date(1000 * second++)
  const recorder = openRecorder({ directory, worker: 'w1', mask: createMask([]), now })
  recorder.begin(key, 'a.ts:1')
  recorder.observe(key, control())
  recorder.end(key)
  recorder.close()
  expect((await mergeRecords(directory)).rows[0]?.durationMs).toBe(2000)
})
