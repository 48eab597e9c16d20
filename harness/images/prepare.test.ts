import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fakeDocker } from './fake-docker.ts'
import type { NeededImage } from './needed.ts'
import { prepareImages } from './prepare.ts'
import type { ImageEvent } from './prepared.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const context = 'contract'
const base: NeededImage = {
  name: 'base',
  origin: 'registry',
  reference: 'debian:slim',
  context,
  parents: {},
  parentOnly: true,
}
const cache: NeededImage = {
  name: 'cache',
  origin: 'registry',
  reference: 'redis:7',
  context,
  parents: { BASE_IMAGE: 'base' },
}
const api: NeededImage = {
  name: 'api',
  origin: 'application',
  repository: 'registry.test/api',
  context,
  parents: { BASE_IMAGE: 'base' },
}

test('a silent registry is asked once, parents are built before their children', async () => {
  const docker = fakeDocker({ pulls: () => 'silent' })
  const prepared = await prepareImages({ root: here, images: [base, cache, api], calls: docker.calls })
  expect(docker.pulled).toHaveLength(1)
  const [first, ...children] = docker.built.map(({ image }) => image.name)
  expect([first, children.sort()]).toEqual(['base', ['api', 'cache']])
  expect(docker.built[1]?.parents).toEqual({ BASE_IMAGE: docker.built[0]?.tag })
  expect(prepared).toEqual({
    cache: {
      name: 'cache',
      reference: expect.stringMatching(/^stackproof\/cache:[0-9a-f]{12}$/),
      standsInFor: 'redis:7',
      id: `id of ${prepared.cache?.reference}`,
      versions: { dpkg: '1' },
    },
    api: {
      name: 'api',
      reference: expect.stringMatching(/^registry\.test\/api:sha-[0-9a-f]{12}$/),
      id: `id of ${prepared.api?.reference}`,
      versions: { dpkg: '1' },
    },
  })
})

test('a second preparation builds and pulls nothing', async () => {
  const docker = fakeDocker({ pulls: () => 'silent' })
  const once = await prepareImages({ root: here, images: [base, cache, api], calls: docker.calls })
  const events: ImageEvent[] = []
  const progress = (event: ImageEvent) => events.push(event)
  const twice = await prepareImages({ root: here, images: [base, cache, api], calls: docker.calls, progress })
  expect(twice).toEqual(once)
  expect(events.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(['api reused', 'cache reused'])
  expect([docker.built.length, docker.pulled.length]).toEqual([3, 1])
})

test('the official image is used where it is at hand, and its stand-in is not built', async () => {
  const docker = fakeDocker({ pulls: () => 'silent', atHand: { 'redis:7': 'official' } })
  const prepared = await prepareImages({ root: here, images: [base, cache], calls: docker.calls })
  expect(prepared.cache).toMatchObject({ reference: 'redis:7', id: 'official' })
  expect(prepared.cache).not.toHaveProperty('standsInFor')
  expect([docker.built, docker.pulled]).toEqual([[], []])
})

test('where the registry answers, what it has is pulled and what it lacks is built', async () => {
  const docker = fakeDocker({ pulls: (reference) => (reference === 'redis:7' ? 'unknown' : 'pulled') })
  const prepared = await prepareImages({ root: here, images: [base, cache], calls: docker.calls })
  expect(docker.built.map(({ parents }) => parents)).toEqual([{ BASE_IMAGE: 'debian:slim' }])
  expect(prepared.cache?.standsInFor).toBe('redis:7')
})

test('a failed build stops the others and tells its last lines', async () => {
  const events: ImageEvent[] = []
  const docker = fakeDocker({ pulls: () => 'silent', failing: 'cache' })
  const options = { root: here, images: [base, cache, api], calls: docker.calls }
  const preparing = prepareImages({ ...options, progress: (event) => events.push(event) })
  await expect(preparing).rejects.toThrow('image cache: expected its build in contract to end well')
  expect(events.find(({ state }) => state === 'failed')).toMatchObject({ name: 'cache', tail: ['no space'] })
  expect(docker.built.find(({ image }) => image.name === 'api')?.signal.aborted).toBe(true)
})

test('the cache label and what it stands in for are on every build', async () => {
  const docker = fakeDocker({ pulls: () => 'silent' })
  await prepareImages({ root: here, images: [base, cache], calls: docker.calls })
  expect(docker.built.map(({ labels }) => labels)).toEqual([
    { 'stackproof.cache': 'true', 'stackproof.stands-in-for': 'debian:slim' },
    { 'stackproof.cache': 'true', 'stackproof.stands-in-for': 'redis:7' },
  ])
})

test('a parent that the list lacks is named', async () => {
  const preparing = prepareImages({
    root: here,
    images: [cache],
    calls: fakeDocker({ pulls: () => 'silent' }).calls,
  })
  await expect(preparing).rejects.toThrow(
    'image cache: expected its parent base in the list of images, found none',
  )
})
