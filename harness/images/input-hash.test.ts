import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inputHash } from './input-hash.ts'
import type { NeededImage } from './needed.ts'

const image: NeededImage = { name: 'a', origin: 'tool', context: 'a', parents: {}, beside: { lib: 'shared' } }

const changes: [string, boolean, (root: string) => Promise<void>][] = [
  ['nothing', false, async () => {}],
  ['a line of the Dockerfile', true, (root) => writeFile(join(root, 'a/Dockerfile'), 'FROM b')],
  ['a new file', true, (root) => writeFile(join(root, 'a/new'), '')],
  ['an executable bit', true, (root) => chmod(join(root, 'a/run.sh'), 0o755)],
  ['a folder put beside', true, (root) => writeFile(join(root, 'shared/x'), 'y')],
  ['an ignored file', false, (root) => writeFile(join(root, 'a/ignored'), 'y')],
]

test.for(changes)('%s changes the hash: %s', async ([, changed, change]) => {
  await using place = await makeContext()
  const before = await inputHash(place.root, image, {})
  await change(place.root)
  expect((await inputHash(place.root, image, {})) !== before).toBe(changed)
})

test('another parent changes the hash', async () => {
  await using place = await makeContext()
  const [one, other] = await Promise.all([
    inputHash(place.root, image, { BASE_IMAGE: 'one' }),
    inputHash(place.root, image, { BASE_IMAGE: 'other' }),
  ])
  expect(one).not.toBe(other)
})

async function makeContext() {
  const root = await mkdtemp(join(tmpdir(), 'stackproof-hash-'))
  await Promise.all(['a', 'shared'].map((folder) => mkdir(join(root, folder))))
  const files = { 'a/Dockerfile': 'FROM a', 'a/.dockerignore': 'ignored', 'a/run.sh': '', 'shared/x': 'x' }
  await Promise.all(
    Object.entries(files).map(([path, text]) => writeFile(join(root, path), text, { mode: 0o644 })),
  )
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}
