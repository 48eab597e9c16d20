import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClaimProfile, type ExpectedClaim, expectedClaims } from '../harness/claims/expected.ts'
import { type Registry, registerClaims } from '../harness/claims/registry.ts'
import { partsOf } from '../harness/stack/config-parts.ts'
import { UsageError } from '../harness/stack/failure.ts'
import { type LoadedConfig, loadConfig } from '../harness/stack/load-config.ts'
import { type Role, roles } from '../harness/stack/role.ts'
import { catalogues } from '../suites/catalogues.ts'
import type { Arguments } from './arguments.ts'

/** Folder of this project. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)))

/** Whether this is the npm package, whose own folder is nobody's to write to. */
export const isPackage = import.meta.url.endsWith('.js')

/** A checked call: the stack it is about and the claims it must answer. */
export type OpenCall = { loaded: LoadedConfig; registry: Registry; expected: ExpectedClaim[]; out: string }

/**
 * Reads the config and works out the expected claims.
 * @throws UsageError for a wrong config or a name after `--only` that is neither area nor claim.
 */
export async function openCall(call: Arguments, profile: ClaimProfile, only = call.only): Promise<OpenCall> {
  const loaded = await openConfig(call)
  const registry = registerClaims(catalogues)
  const expectation = expectedClaims({
    registry,
    profile,
    roles: rolesOf(loaded),
    parts: partsOf(loaded.config),
    ...(only.length > 0 && { only }),
  })
  if (expectation.kind === 'unknown-names') throw unknownNames(expectation.names)
  return { loaded, registry, expected: expectation.claims, out: outOf(call) }
}

/** The config that the call names, else the bundled one; a relative path starts where the caller stood. */
export function openConfig(call: Arguments): Promise<LoadedConfig> {
  return loadConfig(call.config ? calledPath(call.config) : join(projectRoot, 'stackproof.config.ts'))
}

/** A path of the call, which starts where the caller stood. */
export function calledPath(path: string): string {
  return resolve(process.env.STACKPROOF_CWD ?? process.cwd(), path)
}

/** Where run folders are made. */
export function outOf(call: Arguments): string {
  if (call.out) return calledPath(call.out)
  return isPackage ? calledPath('reports/out') : join(projectRoot, 'reports', 'out')
}

/** Roles that a service of the config fills. */
export function rolesOf({ config }: LoadedConfig): Role[] {
  return roles.filter((role) => config.roles[role] !== undefined)
}

export function unknownNames(names: readonly { name: string; nearest: string[] }[]): UsageError {
  const found = names.map(({ name, nearest }) => `${name} (near: ${nearest.join(', ') || 'nothing'})`)
  return new UsageError(
    `--only: expected areas or claim ids, found ${found.join(', ')}`,
    'see the ids with: stackproof claims',
  )
}
