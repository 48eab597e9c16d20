import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesOf, readFiles } from './files.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('what is below, told from the root; other people’s code is left out', () => {
  mkdirSync(join(root, 'ops/node_modules/x'), { recursive: true })
  writeFileSync(join(root, 'ops/a.sh'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(root, 'ops/node_modules/x/b.sh'), '')
  const files = readFiles(root)
  expect(files.list).toEqual([{ path: 'ops/a.sh', executable: true }])
  expect([files.has('ops'), files.has('ops/a.sh'), files.has('b')]).toEqual([true, true, false])
  expect(files.text('ops/a.sh')).toBe('#!/bin/sh\n')
})

test('a link is followed inside the folder, and told when it leaves it', () => {
  writeFileSync(join(root, 'a'), 'inside')
  symlinkSync('a', join(root, 'b'))
  symlinkSync('/etc/hostname', join(root, 'c'))
  symlinkSync('.', join(root, 'circle'))
  const files = readFiles(root)
  expect(files.text('b')).toBe('inside')
  expect(files.text('c')).toBeUndefined()
  expect(files.left).toEqual([expect.stringMatching(/^c: a link/)])
})

test('a link to a folder inside is a way to what is in it', () => {
  mkdirSync(join(root, 'releases/1'), { recursive: true })
  writeFileSync(join(root, 'releases/1/a.conf'), '')
  symlinkSync('releases/1', join(root, 'current'))
  const files = readFiles(root)
  expect([files.has('current/a.conf'), files.has('current'), files.has('current/b')]).toEqual([
    true,
    true,
    false,
  ])
  expect(files.left).toEqual([])
})

test('no text is read of what is none, or too large', () => {
  writeFileSync(join(root, 'binary'), 'a\0b')
  writeFileSync(join(root, 'large'), 'a'.repeat(2 ** 18 + 1))
  const files = readFiles(root)
  expect([files.text('binary'), files.text('large'), files.text('absent')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('the same in memory', () => {
  const files = filesOf({ 'a/b.sh*': 'x' })
  expect(files.list).toMatchObject([{ path: 'a/b.sh', executable: true }])
  expect([files.has('a'), files.has('.'), files.text('a/b.sh')]).toEqual([true, true, 'x'])
})
