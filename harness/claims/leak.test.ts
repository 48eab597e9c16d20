import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findLeaks } from './leak.ts'
import { createLeakScan } from './leak-scan.ts'
import { tarOf, zipOf } from './pack.ts'
import { secretTexts } from './secret-forms.ts'

const secret = { name: 'redis_password', value: 'kV9/x+Q2"tail' }
const text = Buffer.from(`${'filler '.repeat(80)}auth ${secret.value} ok`)
const base64 = Buffer.from(Buffer.from(`:${secret.value}`).toString('base64'))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-'))
})
afterEach(() => rm(folder, { recursive: true }))

const places: [string, Buffer, string, string][] = [
  ['api.log', text, 'api.log', 'raw'],
  ['run.json', Buffer.from(JSON.stringify({ found: secret.value })), 'run.json', 'json'],
  ['url.txt', Buffer.from(encodeURIComponent(secret.value)), 'url.txt', 'url'],
  ['basic.txt', base64, 'basic.txt', 'base64'],
  ['trace.zip', zipOf('log', text), 'trace.zip!log', 'raw'],
  ['stored.zip', zipOf('log', gzipSync(text), 'stored'), 'stored.zip!log!content', 'raw'],
  ['logs.gz', gzipSync(text), 'logs.gz!content', 'raw'],
  ['logs.tar.gz', gzipSync(tarOf('log', text)), 'logs.tar.gz!content!log', 'raw'],
  ['nested.tar', tarOf('inner.zip', zipOf('log', text)), 'nested.tar!inner.zip!log', 'raw'],
  ['no-extension', zipOf('log', text), 'no-extension!log', 'raw'],
]

test.for(places)('%s', async ([name, content, file, form]) => {
  await writeFile(join(folder, name), content)
  expect(await findLeaks(folder, [secret])).toContainEqual({ file, form, secretName: 'redis_password' })
})

const clean = Buffer.from('nothing to see'.repeat(100))
const harmless: [string, Buffer][] = [
  ['clean.log', clean],
  ['clean.zip', zipOf('log', clean)],
  ['clean.tar.gz', gzipSync(tarOf('log', clean))],
  ['empty', Buffer.alloc(0)],
]

test.for(harmless)('%s holds none', async ([name, content]) => {
  await writeFile(join(folder, name), content)
  expect(await findLeaks(folder, [secret])).toEqual([])
})

const bomb = (depth: number): Buffer => (depth === 0 ? clean : gzipSync(bomb(depth - 1)))
const broken: [string, Buffer][] = [
  ['cut.gz', gzipSync(text).subarray(0, 30)],
  ['cut.zip', zipOf('log', clean).subarray(0, 60)],
  ['cut.tar', tarOf('log', clean).subarray(0, 700)],
  ['deep.gz', bomb(9)],
]

test.for(broken)('%s cannot be searched and is not called clean', async ([name, content]) => {
  await writeFile(join(folder, name), content)
  expect(await findLeaks(folder, [secret])).toMatchObject([{ form: 'unreadable' }])
})

test('a secret in a file name', async () => {
  await writeFile(join(folder, 'token-abcdefgh12'), '')
  const found = await findLeaks(folder, [{ name: 'token', value: 'abcdefgh12' }])
  expect(found).toEqual([{ file: 'token-abcdefgh12', form: 'raw', secretName: 'token' }])
})

test('a secret across the border of chunks, wherever it is cut', () => {
  for (let cut = 1; cut < text.length; cut += 1) {
    const scan = createLeakScan(secretTexts([secret]))
    scan.feed(text.subarray(0, cut))
    scan.feed(text.subarray(cut))
    expect(scan.found().map(({ form }) => form)).toEqual(['raw'])
  }
})

test('the longest form, byte by byte, is not cut by the overlap', () => {
  const scan = createLeakScan([{ form: 'raw', secretName: 'redis_password', text: secret.value }])
  for (const byte of text) scan.feed(Buffer.from([byte]))
  expect(scan.found()).toHaveLength(1)
})
