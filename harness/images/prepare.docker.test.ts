import { mkdir, mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attempt, command } from '../stack/command.ts'
import { dockerCalls } from './docker.ts'
import type { NeededImage } from './needed.ts'
import { prepareImages } from './prepare.ts'

/** Prefixes what the tests build, so that they remove nothing else. */
const name = `contract-${process.pid}`

test('a second preparation starts no build and asks no registry', async () => {
  await using place = await makeContext('FROM scratch\nCOPY Dockerfile beside/x /\n')
  const once = await prepareImages(place.options)
  const refuse = () => Promise.reject(new Error('expected no call'))
  const calls = { ...dockerCalls, build: refuse, pull: refuse }
  expect(await prepareImages({ ...place.options, calls })).toEqual(once)
  expect(once[name]).toMatchObject({
    reference: expect.stringContaining(name),
    id: expect.stringMatching(/^sha256:/),
  })
})

test('a build that fails tells its last lines and leaves no tag', async () => {
  await using place = await makeContext('FROM scratch\nCOPY nothing-here /\n')
  await expect(prepareImages(place.options)).rejects.toThrow('nothing-here')
  expect(await tags()).toEqual([])
})

test('an interrupted build ends at once and leaves neither tag nor process', async () => {
  await using place = await makeContext('')
  await writeFile(join(place.options.root, 'context/root-filesystem.sh'), endless, { mode: 0o755 })
  const interrupt = new AbortController()
  const preparing = prepareImages({ ...place.options, signal: interrupt.signal })
  const started = firstChange(join(place.options.root, 'other'))
  const settled = expect(preparing).rejects.toThrow('interrupted')
  const process = await started
  interrupt.abort()
  await settled
  expect(await tags()).toEqual([])
  // One that has ended and waits for its parent to notice has no words left.
  expect(await readFile(`/proc/${process}/cmdline`, 'utf8').catch(() => '')).toBe('')
})

/** Tells its process id by a file's name, and then never ends. */
const endless = `#!/bin/sh
touch "$(dirname "$0")/../other/$$"
exec tail -f /dev/null
`

async function firstChange(folder: string): Promise<string | null> {
  for await (const { filename } of watch(folder, { signal: AbortSignal.timeout(30_000) })) return filename
  return null
}

async function makeContext(dockerfile: string) {
  const root = await mkdtemp(join(tmpdir(), 'stackproof-prepare-'))
  await Promise.all(['context', 'other'].map((folder) => mkdir(join(root, folder))))
  await writeFile(join(root, 'context/Dockerfile'), dockerfile)
  await writeFile(join(root, 'other/x'), 'x')
  const image: NeededImage = {
    name,
    origin: 'tool',
    context: 'context',
    parents: {},
    beside: { beside: 'other' },
  }
  const remove = async () => {
    await rm(root, { recursive: true })
    for (const tag of await tags()) await command(['docker', 'rmi', tag])
  }
  return { options: { root, images: [image] }, [Symbol.asyncDispose]: remove }
}

async function tags(): Promise<string[]> {
  const filter = ['--filter', `reference=stackproof/${name}`]
  const { stdout } = await attempt(['docker', 'images', ...filter, '--format', '{{.Repository}}:{{.Tag}}'])
  return stdout.split('\n').filter((tag) => tag !== '')
}
