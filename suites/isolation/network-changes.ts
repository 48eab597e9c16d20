import type { FaultTarget } from '../../harness/faults/fault.ts'
import type { Network } from '../../harness/model/compose.ts'
import type { Role } from '../../harness/stack/role.ts'

export function forEach(networks: Record<string, Network>, change: (network: Network) => void): void {
  for (const network of Object.values(networks)) change(network)
}

/** Those that are not internal. */
export function open(networks: Record<string, Network>): Record<string, Network> {
  return Object.fromEntries(Object.entries(networks).filter(([, network]) => network.internal !== true))
}

export function masqueraded(network: Network): void {
  const key = 'com.docker.network.bridge.enable_ip_masquerade'
  network.driver_opts = { ...network.driver_opts, [key]: 'true' }
}

/** Puts a role's service on more networks. */
export function join(target: FaultTarget, role: Role, networks: Record<string, Network>): void {
  const added = Object.fromEntries(Object.keys(networks).map((key) => [key, null]))
  target.service(role).networks = { ...target.service(role).networks, ...added }
}

/** Takes a role's service off networks. */
export function leave(target: FaultTarget, role: Role, networks: Record<string, Network>): void {
  for (const key of Object.keys(networks)) delete target.service(role).networks?.[key]
}

/**
 * Publishes one port of a role's service; on every address when none is given. On a port of the host that is free: on a
 * fixed one it would answer for the same role of a stack beside it, whose claims look there too.
 */
export function publish(target: FaultTarget, role: Role, port: number, address?: string): void {
  const host = address === undefined ? {} : { host_ip: address }
  target.service(role).ports = [{ target: port, protocol: 'tcp', mode: 'ingress', ...host }]
}
