import { expect, test } from 'vitest'
import { leftOutOf, readDockerignore } from './dockerignore.ts'
import { filesOf } from './files.ts'

test.for([
  ['.env', '.env', true],
  ['.env', 'api/.env', false],
  ['**/.env', '.env', true],
  ['**/.env*', 'a/b/.env.local', true],
  ['.env.*', '.env', false],
  ['.env.*', '.env.production', true],
  ['.env?', '.env', false],
  ['./.env\r', '.env', true],
  ['/.env', '.env', true],
  ['*', '.env', true],
  ['*\n!src', '.env', true],
  ['*\n!src', 'src/.env', false],
  ['.env*\n!.env.production', '.env.production', false],
  ['secrets/', 'secrets/.env', true],
  ['**', '.env', true],
  ['a/**/z', 'a/z', true],
  ['a*', 'b/a', false],
  ['[.a-c]env', '.env', true],
  ['[^.]env', '.env', false],
  ['\\.env', '.env', true],
  ['# .env', '.env', false],
  ['node_modules\n.git', '.env', false],
] as const)('%j, and %s', ([text, path, out]) => {
  expect(readDockerignore(text)(path)).toBe(out)
})

test('no pattern takes long', () => {
  const started = performance.now()
  expect(readDockerignore(`${'*a'.repeat(2000)}b`)('a'.repeat(200))).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('the file that is named after the Dockerfile counts, and else that of the context', () => {
  const files = filesOf({
    'api/.dockerignore': '.env\n',
    'docker/a.Dockerfile': '',
    'docker/b.Dockerfile': '',
    'docker/b.Dockerfile.dockerignore': 'dist\n',
  })
  expect(leftOutOf(files, 'docker/a.Dockerfile', 'api')('.env')).toBe(true)
  expect(leftOutOf(files, 'docker/b.Dockerfile', 'api')('.env')).toBe(false)
})
