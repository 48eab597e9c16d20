import { expect, test } from 'vitest'
import { sampleModel } from './sample.ts'
import { hasWayOut, networkKeys, servicesOf } from './services.ts'

test('subjects are roles, told apart where a role has several; the rest keep their names', () => {
  const model = sampleModel(
    { services: { a: {}, b: {}, c: {}, d: {} } },
    { roles: { api: ['a', 'b'], web: 'c' } },
  )
  expect(servicesOf(model).map(({ subject }) => subject)).toEqual(['api/a', 'api/b', 'web', 'd'])
})

test('a one-shot is known by its role, or because another waits for its end', () => {
  const waits = { depends_on: { b: { condition: 'service_completed_successfully' } } }
  const model = sampleModel({ services: { a: {}, b: {}, c: waits } }, { roles: { migrate: 'a' } })
  expect(
    servicesOf(model)
      .filter(({ oneShot }) => oneShot)
      .map(({ name }) => name),
  ).toEqual(['a', 'b'])
})

test('a service in another’s namespace is on its networks', () => {
  const services = {
    a: { networks: { x: null } },
    b: { network_mode: 'service:a' },
    c: { network_mode: 'none' },
  }
  const model = sampleModel({ services })
  expect(['a', 'b', 'c'].map((name) => networkKeys(model, name))).toEqual([['x'], ['x'], []])
})

const off = { 'com.docker.network.bridge.enable_ip_masquerade': 'false' }

test.for([
  [{ internal: true }, false],
  [{}, true],
  [undefined, true],
  [{ driver_opts: off }, false],
  [{ driver_opts: off, enable_ipv6: true }, true],
  [{ external: true }, true],
  [
    { internal: false, driver_opts: { ...off, 'com.docker.network.bridge.enable_ip_masquerade': 'true' } },
    true,
  ],
] as const)('%j leads out: %s', ([network, expected]) => {
  expect(hasWayOut(network)).toBe(expected)
})
