import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sampleModel } from '../model/sample.ts'
import { createTarget } from './target.ts'

function stack() {
  const home = mkdtempSync(join(tmpdir(), 'target-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  mkdirSync(join(home, 'conf/parts'), { recursive: true })
  mkdirSync(join(home, 'run'))
  writeFileSync(join(home, 'conf/main.conf'), 'on;\non;\n', { mode: 0o640 })
  writeFileSync(join(home, 'conf/parts/one.conf'), 'limit 10;')
  const volumes = [
    { type: 'bind', source: join(home, 'conf'), target: '/etc/app', read_only: true },
    { type: 'volume', source: 'data', target: '/data' },
  ]
  const { compose, config } = sampleModel(
    {
      services: { app: { volumes, networks: { inner: null } }, other: { volumes } },
      networks: { inner: { internal: true } },
    },
    { roles: { api: 'app' } },
  )
  return { home, compose, target: createTarget(compose, config, join(home, 'run')), config }
}

test('services and networks by role are open to change, on a copy', () => {
  const { target, compose } = stack()
  target.service('api').privileged = true
  for (const network of Object.values(target.networksOf('api'))) delete network.internal
  expect(target.compose.services.app?.privileged).toBe(true)
  expect(target.compose.networks.inner).toEqual({})
  expect([compose.services.app?.privileged, compose.networks.inner]).toEqual([undefined, { internal: true }])
})

test('a patch changes a copy of the mount, for that service alone', () => {
  const { target, home } = stack()
  target.patch('api', '/etc/app/main.conf', 'on;', 'off;')
  target.patch('api', '/etc/app/parts/one.conf', /limit (\d+)/, 'limit $10')
  const source = target.service('api').volumes?.[0]?.source ?? ''
  expect(source).toBe(join(home, 'run/api-etc-app'))
  expect(readFileSync(join(source, 'main.conf'), 'utf8')).toBe('off;\noff;\n')
  expect(readFileSync(join(source, 'parts/one.conf'), 'utf8')).toBe('limit 100;')
  expect(statSync(join(source, 'main.conf')).mode & 0o777).toBe(0o640)
  expect(readFileSync(join(home, 'conf/main.conf'), 'utf8')).toBe('on;\non;\n')
  expect(target.compose.services.other?.volumes?.[0]?.source).toBe(join(home, 'conf'))
})

test.for([
  [
    'what it looks for is not there',
    '/etc/app/main.conf',
    'nowhere',
    /expected nowhere in it, found no place/,
  ],
  ['no mount holds the file', '/srv/x', 'on;', /expected a bind mount that holds \/srv\/x, found mounts at/],
  ['the file is on a volume', '/data/x', 'on;', /expected a bind mount/],
  ['the file is not there', '/etc/app/none.conf', 'on;', /ENOENT/],
] as const)('a patch is an error when %s', ([, path, find, message]) => {
  const { target } = stack()
  expect(() => target.patch('api', path, find, 'x')).toThrow(message)
})

test('a role that the stack lacks is an error, and so is a patch without a folder', () => {
  const { compose, config } = stack()
  const target = createTarget(compose, config)
  expect(() => target.service('cache')).toThrow('role cache: expected a service, found none')
  expect(() => target.patch('api', '/etc/app/main.conf', 'on;', 'off;')).toThrow(/expected a folder/)
})

test('a copied folder is what the service gets, and the original stays', () => {
  const { target, home } = stack()
  const copy = target.copyOf('api', '/etc/app/parts')
  writeFileSync(join(copy, 'one.conf'), 'changed')
  expect(target.service('api').volumes?.[0]?.source).toBe(join(copy, '..'))
  expect(readFileSync(join(home, 'conf/parts/one.conf'), 'utf8')).toBe('limit 10;')
})
