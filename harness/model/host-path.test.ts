import { expect, test } from 'vitest'
import { isEngineSocket, isSensitive } from './host-path.ts'

test.for([
  '/',
  '/etc',
  '/etc/',
  '/etc/shadow',
  '/etc/ssh/key',
  '/proc/1',
  '/root/.ssh',
  '/var/run/docker.sock',
  '/srv/docker.sock',
])('%s is sensitive', (path) => expect(isSensitive(path)).toBe(true))

test.for([
  '/opt/app/nginx',
  '/etc/letsencrypt/live',
  '/home/app/tls',
  '${TLS_DIR}/edge',
  '/etcetera',
  '/srv/docker.sock.d',
])('%s is not', (path) => expect(isSensitive(path)).toBe(false))

test('sockets of every engine count', () => {
  expect(['docker', 'containerd', 'podman'].map((name) => isEngineSocket(`/run/x/${name}.sock`))).toEqual([
    true,
    true,
    true,
  ])
})
