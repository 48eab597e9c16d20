import type { ComposeModel } from '../model/compose.ts'
import type { StackConfig } from './config.ts'
import type { Role } from './role.ts'

/** Engine name of the network that is not internal on which a role's first service stands, if there is one. */
export function openNetworkOf(
  role: Role,
  stack: { project: string; config: StackConfig; model: ComposeModel },
): string | undefined {
  const service = [stack.config.roles[role] ?? []].flat()[0]
  const own = Object.keys(stack.model.services[service ?? '']?.networks ?? {})
  const key = own.find((name) => stack.model.networks[name]?.internal !== true)
  return key === undefined ? undefined : (stack.model.networks[key]?.name ?? `${stack.project}_${key}`)
}
