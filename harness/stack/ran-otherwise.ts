import type { FidelityEntry, Json } from '../../reports/record/run.ts'
import type { ComposeModel, Service } from '../model/compose.ts'
import type { ContainerFacts } from '../probes/container-facts.ts'

/** What is compared of a container. */
export type Ran = Pick<
  ContainerFacts,
  | 'service'
  | 'image'
  | 'user'
  | 'readOnly'
  | 'privileged'
  | 'capabilities'
  | 'restart'
  | 'limits'
  | 'log'
  | 'networks'
  | 'tmpfs'
>

/** Compares what was asked of the engine with what its containers are; `why` is said of each difference. */
export function ranOtherwise(applied: ComposeModel, ran: readonly Ran[], why: string): FidelityEntry[] {
  return Object.entries(applied.services).flatMap(([name, service]) => {
    const containers = ran.filter((one) => one.service === name)
    const asked = service.deploy?.replicas ?? service.scale ?? 1
    const told = containers.flatMap((one) => compare(name, service, one, applied, why))
    if (containers.length === asked) return told
    return [{ subject: name, path: 'containers', declared: asked, ran: containers.length, why }, ...told]
  })
}

function compare(
  subject: string,
  service: Service,
  ran: Ran,
  applied: ComposeModel,
  why: string,
): FidelityEntry[] {
  const asked = askedOf(subject, service, applied)
  const got = gotFrom(ran)
  return Object.entries(asked)
    .filter(([path, value]) => JSON.stringify(value) !== JSON.stringify(got[path]))
    .map(([path, declared]) => ({ subject, path, declared, ran: got[path] ?? null, why }))
}

/** As the engine spells it; what the files do not say, the image and the engine do. */
function askedOf(name: string, service: Service, applied: ComposeModel): Record<string, Json> {
  const limits = service.deploy?.resources?.limits
  return {
    // What it builds without a name Compose names so.
    image: service.image ?? `${applied.name}-${name}`,
    ...(service.user !== undefined && { user: service.user }),
    read_only: service.read_only ?? false,
    privileged: service.privileged ?? false,
    cap_drop: capabilities(service.cap_drop),
    cap_add: capabilities(service.cap_add),
    ...(service.restart !== undefined && { restart: service.restart }),
    'limits.cpus': Number(limits?.cpus ?? service.cpus ?? 0),
    'limits.memory': Number(limits?.memory ?? service.mem_limit ?? 0),
    'limits.pids': Math.max(0, limits?.pids ?? service.pids_limit ?? 0),
    ...(service.logging?.driver !== undefined && { 'logging.driver': service.logging.driver }),
    networks: networksOf(service, applied),
    tmpfs: (service.tmpfs ?? []).map((one) => one.split(':')[0] ?? '').sort(),
  }
}

function gotFrom(ran: Ran): Record<string, Json> {
  return {
    image: ran.image,
    user: ran.user,
    read_only: ran.readOnly,
    privileged: ran.privileged,
    cap_drop: capabilities(ran.capabilities.dropped),
    cap_add: capabilities(ran.capabilities.added),
    restart: policyOf(ran.restart),
    'limits.cpus': ran.limits.cpus,
    'limits.memory': ran.limits.memory,
    'limits.pids': ran.limits.pids,
    'logging.driver': ran.log.driver,
    networks: ran.networks.map(({ name }) => name).sort(),
    tmpfs: Object.keys(ran.tmpfs).sort(),
  }
}

function networksOf({ network_mode: mode, networks = {} }: Service, applied: ComposeModel): string[] {
  // In the namespace of another it is on no network of its own.
  if (mode !== undefined) return /^(service|container):/.test(mode) ? [] : [mode]
  return Object.keys(networks)
    .map((key) => applied.networks[key]?.name ?? key)
    .sort()
}

function policyOf({ policy, retries }: Ran['restart']): string {
  return retries > 0 ? `${policy}:${retries}` : policy || 'no'
}

function capabilities(list: readonly string[] = []): string[] {
  return list.map((one) => one.toUpperCase().replace(/^CAP_/, '')).sort()
}
