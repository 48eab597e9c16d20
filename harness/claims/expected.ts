import type { Profile, Vantage } from '../../reports/record/run.ts'
import type { ConfigPart } from '../stack/config-parts.ts'
import type { Role } from '../stack/role.ts'
import { nearest } from './nearest.ts'
import type { RegisteredClaim, Registry } from './registry.ts'

export type ExpectedClaim = { claim: string; vantage: Vantage }

/** A name after `--only` that is neither an area nor an id. */
type UnknownName = { name: string; nearest: string[] }

export type Expectation =
  | { kind: 'expected'; claims: ExpectedClaim[] }
  | { kind: 'unknown-names'; names: UnknownName[] }

export type ExpectationInput = {
  registry: Registry
  profile: ClaimProfile
  /** Roles that the config fills. */
  roles: readonly Role[]
  /** Parts of it that are filled. */
  parts: readonly ConfigPart[]
  /** Areas and ids; absent: all. Case does not matter. */
  only?: readonly string[]
}

/** Profiles that expect claims of every area. */
export type ClaimProfile = Extract<Profile, 'gate' | 'faults' | 'inspect' | 'smoke'>

/** Where each profile looks (design.md, vantage). */
const vantagesOf: Record<ClaimProfile, readonly Vantage[]> = {
  gate: ['static', 'ephemeral'],
  faults: ['static', 'ephemeral'],
  inspect: ['static'],
  smoke: ['live'],
}

/** Every claim and vantage that a run must answer; what it then does not answer is lost, and an error. */
export function expectedClaims({ registry, profile, roles, parts, only }: ExpectationInput): Expectation {
  const claims = [...registry.values()]
  const unknown = unknownNames(claims, only ?? [])
  if (unknown.length > 0) return { kind: 'unknown-names', names: unknown }
  const wanted = only && new Set(only.map((name) => name.toLowerCase()))
  const chosen = claims
    .filter(({ id, area }) => !wanted || wanted.has(id.toLowerCase()) || wanted.has(area.toLowerCase()))
    .filter(({ spec }) => spec.of !== (profile === 'inspect' ? 'config' : 'folder'))
    .filter(({ spec }) => spec.browser !== true || profile !== 'gate')
    .filter(({ spec }) => spec.roles.every((role) => roles.includes(role)))
    .filter(({ needs }) => needs.every((part) => parts.includes(part)))
  return {
    kind: 'expected',
    claims: chosen.flatMap(({ id, spec }) =>
      vantagesOf[profile]
        .filter((one) => spec.vantages.includes(one))
        .map((vantage) => ({ claim: id, vantage })),
    ),
  }
}

function unknownNames(claims: readonly RegisteredClaim[], only: readonly string[]): UnknownName[] {
  const names = [...new Set(claims.flatMap(({ id, area }) => [area, id]))]
  const known = new Set(names.map((name) => name.toLowerCase()))
  return only
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({ name, nearest: nearest(name, names) }))
}
