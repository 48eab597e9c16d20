import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registerClaims } from '../harness/claims/registry.ts'
import { catalogues } from '../suites/catalogues.ts'
import { inspectedRules } from '../suites/inspected.ts'
import { linted } from '../suites/linted.ts'
import { claimsDocument } from './claims-document.ts'
import { projectRoot } from './open-call.ts'

const claims = [...registerClaims(catalogues).values()]

test('docs/claims.md is what the catalogues say', () => {
  const written = readFileSync(join(projectRoot, 'docs/claims.md'), 'utf8')
  expect(written, 'write it anew: ./stackproof claims --write').toBe(claimsDocument(claims))
})

test('every claim that inspect tries has a rule or a linter, and every one of them a claim', () => {
  const tried = claims.filter(({ spec }) => spec.vantages.includes('static') && spec.of !== 'config')
  const triedBy = [...inspectedRules, ...linted].map(({ claim }) => claim)
  expect(new Set(triedBy)).toEqual(new Set(tried.map(({ id }) => id)))
})

test('at least sixty claims can be tried by inspect, in seven areas', () => {
  const tried = claims.filter(({ spec }) => spec.vantages.includes('static') && spec.of !== 'config')
  expect(tried.length).toBeGreaterThanOrEqual(60)
  expect(new Set(tried.map(({ area }) => area))).toEqual(
    new Set(['isolation', 'edge', 'config', 'health', 'data', 'release', 'host', 'supply']),
  )
})
