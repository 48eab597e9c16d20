import type { ComposeModel, Network, Service } from '../model/compose.ts'
import type { StackConfig } from '../stack/config.ts'
import type { Role } from '../stack/role.ts'

/** The merged model by role, open to change; the harness works out what must be recreated. */
export type FaultTarget = {
  compose: ComposeModel
  config: StackConfig
  /** The first service of a role. Throws when the stack lacks it. */
  service: (role: Role) => Service
  /** The networks of a role's service, by key. */
  networksOf: (role: Role) => Record<string, Network>
  /** Replaces text in a file that a role's service mounts; an error when `find` is not there exactly once or more. */
  patch: (role: Role, containerPath: string, find: string | RegExp, replace: string) => void
  /** A copy, with its owners, of a folder that a role's service mounts; it is what the service gets. */
  copyOf: (role: Role, containerPath: string) => string
  /** Replaces text in the compose files that the claims read; what runs stays as it is. `subject` is what it is about. */
  patchCompose: (find: string | RegExp, replace: string, subject: string) => void
  /** The compose files that claims read, changed by `patchCompose`, and what was changed in them. */
  readonly production: { files: string[]; subjects: string[] }
}

/** A small change that makes the named claims false and breaks nothing else. */
export type Fault<Id extends string = string> = {
  /** `area-what-breaks`, e.g. `isolation-database-network-not-internal`. */
  id: string
  /** What is broken, present tense. */
  title: string
  /** The incident or the trap it stands for. */
  cites: string
  /** Every claim that it turns red, at whatever vantage. */
  claims: readonly Id[]
  /** Claims that cannot be tried while it stands, for what they stand on is gone: what they say then counts for nothing. */
  blinds?: readonly Id[]
  /** Roles without which it cannot be made. */
  roles: readonly Role[]
  /** Tried on the model alone (all its claims are static), or on a raised stack too. */
  where: 'static' | 'stack'
  break: (target: FaultTarget) => void
}
