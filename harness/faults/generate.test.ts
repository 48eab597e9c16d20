import { expect, test } from 'vitest'
import type { ComposeModel } from '../model/compose.ts'
import { generate } from './generate.ts'
import { sample } from './sample.ts'

const compose: ComposeModel = {
  services: {
    app: {
      image: 'registry.test:5000/app:1.2',
      user: '1000:1000',
      read_only: true,
      cap_drop: ['ALL'],
      mem_limit: '512m',
      healthcheck: { test: ['CMD', 'probe'], interval: '10s', retries: 3 },
      volumes: [{ type: 'bind', source: '/a', target: '/b', read_only: true }],
      networks: { inner: null },
    },
  },
  networks: { inner: { internal: true }, outer: {} },
  volumes: {},
  secrets: {},
}

function made(id: string): ComposeModel['services'][string] | undefined {
  const copy = structuredClone(compose)
  const fault = generate(compose).find((one) => one.id === id)
  if (fault === undefined) throw new Error(`expected ${id}, found none`)
  fault.change(copy)
  return copy.services.app
}

test.for([
  ['services.app.read_only flipped', { read_only: false }],
  ['services.app.cap_drop.0 removed', { cap_drop: [] }],
  ['services.app.user widened', { user: '0:0' }],
  ['services.app.mem_limit widened', { mem_limit: '5120m' }],
  ['services.app.image widened', { image: 'registry.test:5000/app' }],
  ['services.app.healthcheck.interval widened', { healthcheck: { interval: '100s' } }],
  ['services.app.healthcheck.retries widened', { healthcheck: { retries: 30 } }],
  ['services.app.networks.outer widened', { networks: { inner: null, outer: null } }],
  ['services.app.volumes.0 removed', { volumes: [] }],
  ['services.app.volumes.0.read_only flipped', { volumes: [{ read_only: false }] }],
] as const)('%s', ([id, expected]) => {
  expect(made(id)).toMatchObject(expected)
})

test('a leaf that is removed is not there', () => {
  expect(made('services.app.read_only removed')).not.toHaveProperty('read_only')
})

test('an entry that Compose wants whole is never taken apart', () => {
  const ids = generate(compose).map(({ id }) => id)
  expect(ids.filter((id) => /volumes\.0\.(type|source|target)/.test(id))).toEqual([])
  expect(ids).toContain('networks.inner.internal flipped')
  expect(new Set(ids).size).toBe(ids.length)
})

test('the model that is given stays as it is', () => {
  const before = JSON.stringify(compose)
  for (const { change } of generate(compose)) change(structuredClone(compose))
  expect(JSON.stringify(compose)).toBe(before)
})

test('a seed draws the same ones again, and another seed others', () => {
  const all = generate(compose)
  const drawn = (seed: string) => sample(all, 5, seed).map(({ id }) => id)
  expect(drawn('a')).toEqual(drawn('a'))
  expect(drawn('a')).not.toEqual(drawn('b'))
  expect(sample(all, Number.POSITIVE_INFINITY, 'a')).toEqual(all)
})
