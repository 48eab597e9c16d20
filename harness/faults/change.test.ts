import { expect, test } from 'vitest'
import type { ComposeModel } from '../model/compose.ts'
import { changeBetween, subjectsOf } from './change.ts'

const model = (): ComposeModel => ({
  services: {
    api: { networks: { inner: null } },
    db: { networks: { inner: null } },
    web: { networks: { outer: null } },
  },
  networks: { inner: { internal: true }, outer: {} },
  volumes: {},
  secrets: {},
})

test('a changed service is changed alone', () => {
  const to = model()
  to.services.api = { ...to.services.api, user: '0' }
  expect(changeBetween(model(), to)).toEqual({ services: ['api'], networks: [] })
})

test('a changed network changes all that stand on it', () => {
  const to = model()
  to.networks.inner = {}
  expect(changeBetween(model(), to)).toEqual({ services: ['api', 'db'], networks: ['inner'] })
})

test('a service that leaves a network that goes is among them', () => {
  const to = model()
  to.services.web = {}
  delete to.networks.outer
  expect(changeBetween(model(), to)).toEqual({ services: ['web'], networks: ['outer'] })
})

test('subjects are services, networks and roles', () => {
  const change = { services: ['db'], networks: ['inner'] }
  expect(subjectsOf(change, () => 'database')).toEqual(['db', 'inner', 'database'])
})
