import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMask } from './mask.ts'
import { mergeRecords } from './merge.ts'
import { openRecorder } from './recorder.ts'
import { evidence } from './sample-claims.ts'

const key = { claim: 'ISO-02', row: 'api' }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'record-'))
})
afterEach(() => rm(directory, { recursive: true }))

const open = (worker: string) => openRecorder({ directory, worker, mask: createMask([]) })
const kindsOf = async (announced = {}): Promise<string[]> =>
  (await mergeRecords(directory, announced)).irregularities.map(({ kind }) => kind)

test('one row begun by two workers is a duplicate', async () => {
  for (const worker of ['w1', 'w2']) {
    const recorder = open(worker)
    recorder.begin(key, 'a.ts:1')
    recorder.end(key)
    recorder.close()
  }
  expect(await kindsOf()).toEqual(['duplicate'])
})

test('a row begun twice by one worker is a duplicate too', async () => {
  const recorder = open('w1')
  for (const outcome of ['refused', undefined]) {
    recorder.begin(key, 'a.ts:1')
    recorder.end(key, outcome)
  }
  recorder.close()
  expect(await kindsOf()).toEqual(['duplicate'])
})

test('an announced worker without a file, a planned row without a record', async () => {
  expect(await kindsOf({ workers: ['w1'], rows: [key] })).toEqual(['absent', 'lost-row'])
  expect((await mergeRecords(join(directory, 'none'))).rows).toEqual([])
})

const opened = '{"type":"open","worker":"w1","pid":1,"at":"2026-06-15T10:00:00Z"}\n'
const close = (lines: number): string => `{"type":"close","lines":${lines}}\n`
const observe = `${JSON.stringify({ type: 'observe', ...key, observation: evidence() })}\n`
const texts: [string, string, string[]][] = [
  ['whole', `${opened}${close(1)}`, []],
  ['empty', '', ['not-opened', 'not-closed']],
  ['without close', opened, ['not-closed']],
  ['cut in its last line', `${opened}${close(1).trimEnd()}`, ['truncated', 'not-closed']],
  ['of another count', `${opened}${close(2)}`, ['line-count']],
  ['of another worker', `${opened.replace('w1', 'w2')}${close(1)}`, ['not-opened']],
  ['with a line that is no JSON', `${opened}{{\n${close(2)}`, ['malformed']],
  ['with a line of unknown type', `${opened}{"type":"x"}\n${close(2)}`, ['malformed']],
  ['with an observation of no row', `${opened}${observe}${close(2)}`, ['stray']],
  ['that closes twice', `${opened}${close(1)}${close(2)}`, ['stray']],
]

test.for(texts)('a file %s', async ([, text, kinds]) => {
  await writeFile(join(directory, 'w1.jsonl'), text)
  expect(await kindsOf()).toEqual(kinds)
})
