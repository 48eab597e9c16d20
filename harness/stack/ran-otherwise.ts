import type { FidelityEntry, Json } from '../../reports/record/run.ts'
import type { ComposeModel, Service } from '../model/compose.ts'
import type { ContainerFacts } from '../probes/container-facts.ts'

/** Compares what was asked of the engine with what its containers are; `why` is said of each difference. */
export function ranOtherwise(
  applied: ComposeModel,
  ran: readonly ContainerFacts[],
  why: string,
): FidelityEntry[] {
  return Object.entries(applied.services).flatMap(([name, service]) => {
    const containers = ran.filter((one) => one.service === name)
    if (containers.length === 0)
      return [{ subject: name, path: 'container', declared: 'one', ran: 'none', why }]
    return containers.flatMap((one) => compare(name, service, one, applied, why))
  })
}

function compare(
  subject: string,
  service: Service,
  ran: ContainerFacts,
  applied: ComposeModel,
  why: string,
): FidelityEntry[] {
  const asked = askedOf(subject, service, applied)
  const got = gotFrom(ran)
  return Object.entries(asked)
    .filter(([path, value]) => JSON.stringify(value) !== JSON.stringify(got[path]))
    .map(([path, declared]) => ({ subject, path, declared, ran: got[path] ?? null, why }))
}

function askedOf(name: string, service: Service, applied: ComposeModel): Record<string, Json> {
  const limits = service.deploy?.resources?.limits
  const networks = Object.keys(service.networks ?? {}).map((key) => applied.networks[key]?.name ?? key)
  return {
    // What it builds without a name Compose names so.
    image: service.image ?? `${applied.name}-${name}`,
    // Where the files say nothing, the image and the engine do.
    ...(service.user !== undefined && { user: service.user }),
    read_only: service.read_only ?? false,
    privileged: service.privileged ?? false,
    cap_drop: sorted(service.cap_drop),
    cap_add: sorted(service.cap_add),
    restart: service.restart ?? 'no',
    'limits.cpus': Number(limits?.cpus ?? service.cpus ?? 0),
    'limits.memory': Number(limits?.memory ?? service.mem_limit ?? 0),
    'limits.pids': Number(limits?.pids ?? service.pids_limit ?? 0),
    ...(service.logging?.driver !== undefined && { 'logging.driver': service.logging.driver }),
    networks: networks.sort(),
    tmpfs: (service.tmpfs ?? []).map((one) => one.split(':')[0] ?? '').sort(),
  }
}

function gotFrom(ran: ContainerFacts): Record<string, Json> {
  return {
    image: ran.image,
    user: ran.user,
    read_only: ran.readOnly,
    privileged: ran.privileged,
    cap_drop: sorted(ran.capabilities.dropped),
    cap_add: sorted(ran.capabilities.added),
    restart: ran.restart.policy === '' ? 'no' : ran.restart.policy,
    'limits.cpus': ran.limits.cpus,
    'limits.memory': ran.limits.memory,
    'limits.pids': ran.limits.pids,
    'logging.driver': ran.log.driver,
    networks: ran.networks.map(({ name }) => name).sort(),
    tmpfs: Object.keys(ran.tmpfs).sort(),
  }
}

function sorted(list: readonly string[] | undefined): string[] {
  return [...(list ?? [])].sort()
}
