import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readObjectStoreSettings, readRedisSettings, readSessionKey } from './settings.ts'

async function file(content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'pazpaz-settings-')), 'secret')
  await writeFile(path, content)
  return path
}

test('a secret is read from its file, without the newline at its end', async () => {
  const REDIS_PASSWORD_FILE = await file('s3cret\n')
  expect(readRedisSettings({ REDIS_HOST: 'redis', REDIS_PASSWORD_FILE })).toEqual({
    host: 'redis',
    port: 6379,
    password: 's3cret',
  })
})

test('a missing variable is named', () => {
  expect(() => readRedisSettings({})).toThrow('REDIS_HOST: expected a value, found nothing')
})

test('an empty secret file is named', async () => {
  const SESSION_KEY_FILE = await file('\n')
  expect(() => readSessionKey({ SESSION_KEY_FILE })).toThrow('SESSION_KEY_FILE: expected a file with content')
})

test('a short session key is refused without being told', async () => {
  const SESSION_KEY_FILE = await file('hunter2')
  expect(() => readSessionKey({ SESSION_KEY_FILE })).toThrow('expected at least 32 characters, found 7')
})

test('a port out of range is refused', async () => {
  const environment = { REDIS_HOST: 'redis', REDIS_PORT: '70000', REDIS_PASSWORD_FILE: await file('x') }
  expect(() => readRedisSettings(environment)).toThrow(
    'REDIS_PORT: expected a port from 1 to 65535, found 70000',
  )
})

test('an object store without TLS is refused', () => {
  const environment = { OBJECT_STORE_URL: 'http://minio:9000' }
  expect(() => readObjectStoreSettings(environment)).toThrow('begins with https://, found http://minio:9000')
})
