import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleModel } from '../model/sample.ts'
import { withOwnFolders } from './own-folders.ts'

let base: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'stackproof-folders-'))
  mkdirSync(join(base, 'shop/conf'), { recursive: true })
  writeFileSync(join(base, 'shop/conf/site.conf'), 'listen 80', { mode: 0o640 })
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

function mounted(...mounts: { source: string; read_only?: boolean }[]) {
  const volumes = mounts.map((one) => ({ type: 'bind', target: '/x', ...one }))
  const { compose } = sampleModel({ services: { a: { volumes }, b: { volumes } } })
  return withOwnFolders(compose, { production: [join(base, 'shop')], directory: join(base, 'run') })
}

const sourcesOf = (model: Awaited<ReturnType<typeof mounted>>) =>
  Object.values(model.services).map(({ volumes = [] }) => volumes.map(({ source = '' }) => source))

test('what a service may write to is a copy with what is there, one for all who share it', async () => {
  const [[a = ''] = [], [b] = []] = sourcesOf(await mounted({ source: join(base, 'shop/conf') }))
  expect(a).toBe(b)
  expect(a.startsWith(join(base, 'run'))).toBe(true)
  expect(readFileSync(join(a, 'site.conf'), 'utf8')).toBe('listen 80')
  expect(statSync(join(a, 'site.conf')).mode & 0o777).toBe(0o640)
})

test('what nobody has made yet is an empty folder of the run, wherever it would be', async () => {
  const there = [join(base, 'shop/data'), join(base, 'srv/data')]
  const [own = []] = sourcesOf(await mounted(...there.map((source) => ({ source }))))
  expect(new Set(own).size).toBe(2)
  for (const source of own) expect(statSync(source).isDirectory()).toBe(true)
  expect(there.filter((path) => existsSync(path))).toEqual([])
})

test('who only reads what another writes finds it, also further down', async () => {
  const [[written = '', read, below] = []] = sourcesOf(
    await mounted(
      { source: join(base, 'shop/conf') },
      { source: join(base, 'shop/conf'), read_only: true },
      { source: join(base, 'shop/conf/site.conf'), read_only: true },
    ),
  )
  expect(written.startsWith(join(base, 'run'))).toBe(true)
  expect([read, below]).toEqual([written, join(written, 'site.conf')])
})

test('what is data is an empty folder of the run: git keeps nothing of it, or it is elsewhere', async () => {
  mkdirSync(join(base, 'elsewhere'))
  mkdirSync(join(base, 'shop/pgdata'))
  for (const folder of ['elsewhere', 'shop/pgdata']) writeFileSync(join(base, folder, 'PG_VERSION'), '16')
  for (const words of [
    ['init', '--quiet'],
    ['add', 'conf'],
  ])
    execFileSync('git', words, { cwd: join(base, 'shop') })
  const sources = ['elsewhere', 'shop/pgdata', 'shop/conf'].map((path) => ({ source: join(base, path) }))
  const [own = []] = sourcesOf(await mounted(...sources))
  expect(own.map((path) => readdirSync(path))).toEqual([[], [], ['site.conf']])
})

test('what is only read, what is of the machine and what is of the run stay where they are', async () => {
  writeFileSync(join(base, 'clock'), '')
  mkdirSync(join(base, 'run/secrets'), { recursive: true })
  const kept = [
    { source: join(base, 'shop/conf'), read_only: true },
    { source: join(base, 'clock') },
    { source: '/var/log' },
    { source: join(base, 'run/secrets') },
    { source: join(base, 'run/not-yet') },
  ]
  const [own] = sourcesOf(await mounted(...kept))
  expect(own).toEqual(kept.map(({ source }) => source))
})
