import type { ComposeModel } from '../harness/model/compose.ts'
import { servicesByRole } from '../harness/model/model.ts'
import type { LoadedConfig } from '../harness/stack/load-config.ts'

/** Roles whose service ran on a stand-in: claims about the content of their image say nothing. */
export function standInRoles(
  { config }: LoadedConfig,
  model: ComposeModel,
  standIns: Record<string, string>,
): string[] {
  const named = Object.entries(servicesByRole(model, config))
  const isStandIn = (service: string) => Object.hasOwn(standIns, model.services[service]?.image ?? '')
  return named.filter(([, services]) => services.some(isStandIn)).map(([role]) => role)
}
