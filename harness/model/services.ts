import { oneShots, type Role, roles } from '../stack/role.ts'
import type { Network, Service } from './compose.ts'
import type { StackModel } from './model.ts'

/** A service as rules see it: every one of the model, also what no role names. */
export type NamedService = {
  name: string
  /** Its role (`role/service` where a role has several), or its own name. */
  subject: string
  roles: Role[]
  service: Service
  /** Does its work and exits, by role or because another waits for its end. */
  oneShot: boolean
  /** `file:line` of an attribute. */
  at: (...path: string[]) => string
}

export function servicesOf(model: StackModel): NamedService[] {
  const awaited = awaitedIn(model)
  return Object.entries(model.compose.services).map(([name, service]) => {
    const own = roles.filter((role) => model.services[role]?.includes(name))
    return {
      name,
      subject: subjectOf(model, name, own[0]),
      roles: own,
      service,
      oneShot: own.some((role) => oneShots.includes(role)) || awaited.has(name),
      at: (...path) => model.locate('services', name, ...path),
    }
  })
}

/** Keys of the networks that a service is on; another's when it lives in its namespace. */
export function networkKeys(model: StackModel, name: string): string[] {
  const service = model.compose.services[name]
  const mode = service?.network_mode
  if (mode === undefined) return Object.keys(service?.networks ?? { default: null })
  const host = lenderOf(mode)
  // Two that live in one namespace cannot name each other for ever: Compose refuses that circle, and so is it here.
  if (host !== undefined) return Object.keys(model.compose.services[host]?.networks ?? {})
  return mode === 'none' || mode === 'host' ? [] : [mode]
}

/** Of `service:db`, whose namespace is shared: db. */
export function lenderOf(mode: string | undefined): string | undefined {
  return /^service:(.+)$/.exec(mode ?? '')?.[1]
}

/** Whether what is sent out by this network is answered: neither internal nor kept from masquerading. */
export function hasWayOut(network: Network | undefined): boolean {
  if (network?.internal === true) return false
  if (network?.external === true || network?.enable_ipv6 === true) return true
  return String(network?.driver_opts?.['com.docker.network.bridge.enable_ip_masquerade']) !== 'false'
}

/** Whether anything that is sent out by this network leaves the host. */
export function isOpen(network: Network | undefined): boolean {
  return network?.internal !== true
}

function subjectOf(model: StackModel, name: string, role: Role | undefined): string {
  if (role === undefined) return name
  return (model.services[role]?.length ?? 0) > 1 ? `${role}/${name}` : role
}

/** Services whose end another waits for. */
export function awaitedIn({ compose }: StackModel): ReadonlySet<string> {
  const all = Object.values(compose.services).flatMap((one) => Object.entries(one.depends_on ?? {}))
  return new Set(
    all.flatMap(([name, on]) => (on?.condition === 'service_completed_successfully' ? [name] : [])),
  )
}
