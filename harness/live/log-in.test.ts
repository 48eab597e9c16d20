import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { smokePassword } from './log-in.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('the password itself comes before its file, and neither is an empty one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-in-'))
  const file = join(folder, 'password')
  await writeFile(file, 'of the file\n')
  expect(smokePassword()).toBe('')
  vi.stubEnv('STACKPROOF_SMOKE_PASSWORD_FILE', file)
  expect(smokePassword()).toBe('of the file')
  vi.stubEnv('STACKPROOF_SMOKE_PASSWORD', 'itself')
  expect(smokePassword()).toBe('itself')
  await rm(folder, { recursive: true })
})

test('a file that is not there is named', () => {
  vi.stubEnv('STACKPROOF_SMOKE_PASSWORD_FILE', '/nobody/has/this')
  expect(() => smokePassword()).toThrow(
    'STACKPROOF_SMOKE_PASSWORD_FILE: expected a file that can be read, found Error: ENOENT',
  )
})
