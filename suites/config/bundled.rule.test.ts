import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ClaimSpec } from '../../harness/claims/catalogue.ts'
import { runRules } from '../../harness/claims/rules.ts'
import { runGenerated } from '../../harness/faults/generated.ts'
import { runStaticFaults } from '../../harness/faults/static.ts'
import type { ComposeModel } from '../../harness/model/compose.ts'
import { buildModel, modelOf, type StackModel } from '../../harness/model/model.ts'
import { loadConfig } from '../../harness/stack/load-config.ts'
import { catalogues } from '../catalogues.ts'
import { equivalents } from '../equivalents.ts'
import { faults } from '../faults.ts'
import { rules } from '../rules.ts'

const root = join(import.meta.dirname, '../..')
const { config } = await loadConfig(join(root, 'stackproof.config.ts'))
const { model, problems } = buildModel(config, { root })

test('the bundled files read without a problem, and every rule is green on them', () => {
  expect(problems).toEqual([])
  expect(red(model)).toEqual([])
})

test('the rules that there are try every static claim, and no other', () => {
  const stated = catalogues.flatMap(({ claims }) => Object.entries<ClaimSpec>(claims))
  const promised = stated.filter(([, { vantages, of }]) => vantages.includes('static') && of !== 'folder')
  expect(new Set(rules.map(({ claim }) => claim))).toEqual(new Set(promised.map(([id]) => id)))
})

test('every fault that a rule can see is killed, each by its own id', () => {
  const entries = runStaticFaults(model, rules, faults)
  expect(entries.filter(({ outcome }) => outcome !== 'killed')).toEqual([])
  expect(entries.length).toBeGreaterThanOrEqual(100)
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length)
})

test('each static claim has a fault that turns it red', () => {
  const named = new Set(faults.flatMap(({ claims }) => claims))
  expect(rules.filter(({ claim }) => !named.has(claim))).toEqual([])
})

test('faults name claims that a catalogue states', () => {
  const stated = new Set<string>(catalogues.flatMap(({ claims }) => Object.keys(claims)))
  expect(faults.flatMap(({ claims }) => claims).filter((id) => !stated.has(id))).toEqual([])
})

test('a copy in which every service has another name gets the same verdicts', () => {
  const renamed = renamedModel(model)
  expect(red(renamed)).toEqual([])
  const outcomes = runStaticFaults(renamed, rules, faults).map(({ id, outcome }) => `${id} ${outcome}`)
  expect(outcomes).toEqual(runStaticFaults(model, rules, faults).map(({ id, outcome }) => `${id} ${outcome}`))
})

test('most generated faults are killed by a rule, and each equivalent one still meets some that is not', () => {
  const { entries, left } = runGenerated(model, rules, equivalents)
  const told = entries.filter(({ outcome }) => outcome === 'equivalent')
  expect(entries.filter(({ outcome }) => outcome === 'killed').length).toBeGreaterThan(300)
  expect(left.length).toBeLessThan(160)
  const idle = equivalents.filter(({ reason }) => !told.some((entry) => entry.reason === reason))
  expect(idle).toEqual([])
})

function red(of: StackModel): unknown[] {
  return runRules(rules, of).flatMap(({ claim, error, observations }) => [
    ...(error === undefined ? [] : [{ claim, error }]),
    ...observations.filter(({ ok }) => !ok).map((seen) => ({ claim, ...seen })),
  ])
}

function renamedModel({ compose, config: own }: StackModel): StackModel {
  const entries = Object.entries(compose.services).map(([name, service]) => {
    const needs = Object.entries(service.depends_on ?? {}).map(([other, how]) => [`x-${other}`, how] as const)
    return [`x-${name}`, { ...service, depends_on: Object.fromEntries(needs) }] as const
  })
  const other: ComposeModel = { ...compose, services: Object.fromEntries(entries) }
  const roles = Object.entries(own.roles).map(([role, names]) => [
    role,
    [names].flat().map((name) => `x-${name}`),
  ])
  return modelOf(other, { ...own, roles: Object.fromEntries(roles) })
}
