import type { StackConfig } from '../stack/config.ts'
import { UsageError } from '../stack/failure.ts'
import { type Role, roles } from '../stack/role.ts'
import type { ComposeModel } from './compose.ts'
import { type ReadOptions, readCompose, type StaticRead } from './read.ts'

/** All that a static rule may look at: nothing here was run. */
export type StackModel = {
  compose: ComposeModel
  /** Role to service names; a role the stack lacks is absent. */
  services: Partial<Record<Role, string[]>>
  config: StackConfig
  /** `file:line` of a node, e.g. `locate('services', 'db', 'ports')`; the nearest parent when it is absent. */
  locate: (...path: string[]) => string
}

/** A role names a service that no compose file has: the config is wrong. */
export class UnknownServiceError extends UsageError {}

export type BuiltModel = { model: StackModel } & Pick<StaticRead, 'problems' | 'unknown'>

/**
 * Reads the config's compose files without Docker. `envFiles` and `variables` say what is known of the settings:
 * leave them out to read the files alone.
 * @throws UnknownServiceError for a role whose service is not there.
 */
export function buildModel(
  config: StackConfig,
  from: Pick<ReadOptions, 'root' | 'envFiles' | 'variables'>,
): BuiltModel {
  const { compose, locate, problems, unknown } = readCompose({ ...from, files: config.compose.files })
  return { model: modelOf(compose, config, locate), problems, unknown }
}

/**
 * A model of an application that is merged already, by us or by Compose.
 * @throws UnknownServiceError for a role whose service is not there.
 */
export function modelOf(
  compose: ComposeModel,
  config: StackConfig,
  locate?: StackModel['locate'],
): StackModel {
  const where = config.compose.files[0] ?? config.name
  return { compose, config, services: servicesByRole(compose, config), locate: locate ?? (() => where) }
}

/** Role to service names, as the config states it. */
export function servicesByRole(compose: ComposeModel, config: StackConfig): Partial<Record<Role, string[]>> {
  const found: Partial<Record<Role, string[]>> = {}
  for (const role of roles) {
    const named = config.roles[role]
    if (named !== undefined) found[role] = [named].flat().map((name) => mustKnow(compose, config, role, name))
  }
  return found
}

function mustKnow(compose: ComposeModel, config: StackConfig, role: Role, name: string): string {
  if (Object.hasOwn(compose.services, name)) return name
  const known = Object.keys(compose.services).join(', ') || 'none: nothing was read'
  throw new UnknownServiceError(
    `roles.${role}: expected a service of ${config.compose.files.join(', ')} (${known}), found ${name}`,
    `name one of them under roles.${role}, or leave the role out`,
  )
}
