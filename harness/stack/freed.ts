import type { ComposeModel, PublishedPort, Service, Volume } from '../model/compose.ts'
import type { StackConfig } from './config.ts'
import type { Handle } from './handle.ts'
import { schemeOf } from './ports.ts'

type FreedFor = {
  config: StackConfig
  project: string
  published: Handle['published']
  /** Images that the run brings. */
  brought: readonly string[]
}

/**
 * A copy of the merged model that takes nothing of which the machine has but one: names of containers, networks and
 * volumes, networks and volumes of others, ports, subnets, images that it builds (decision 0051). All else is as it was.
 */
export function freed(model: ComposeModel, { config, project, published, brought }: FreedFor): ComposeModel {
  const copy = structuredClone(model)
  const edges = [config.roles.edge ?? []].flat()
  const named = new Map(
    Object.entries(copy.services).map(([name, one]) => [`container:${one.container_name}`, name]),
  )
  for (const [name, service] of Object.entries(copy.services)) {
    freeName(service)
    joinService(service, named)
    for (const port of service.ports ?? []) freePort(port, edges.includes(name), published)
  }
  nameBuilt(copy.services, { project, brought })
  for (const [key, network] of Object.entries(copy.networks)) {
    makeOwn(network, `${project}_${key}`)
    delete network.driver_opts?.['com.docker.network.bridge.name']
  }
  for (const [key, volume] of Object.entries(copy.volumes)) {
    makeOwn(volume, `${project}_${key}`)
    freeStore(volume)
  }
  return copy
}

/** Peers may call a container by its name, which stays as an alias; its address is for the engine to pick. */
function freeName(service: Service): void {
  const { container_name: name, networks = {} } = service
  delete service.container_name
  for (const [key, on] of Object.entries(networks)) {
    const { ipv4_address: _, ipv6_address: __, ...kept } = { ...on }
    const aliases = typeof name === 'string' ? [...(on?.aliases ?? []), name] : on?.aliases
    if (on !== null || aliases !== undefined) networks[key] = { ...kept, ...(aliases && { aliases }) }
  }
}

/** Who shares a namespace with a container by its name shares it with the service. */
function joinService(service: Service, named: ReadonlyMap<string, string>): void {
  for (const key of ['network_mode', 'pid', 'ipc'] as const) {
    const name = named.get(service[key] ?? '')
    if (name !== undefined) service[key] = `service:${name}`
  }
}

/** HTTP and HTTPS of the edge get the run's ports, any other whichever is free; what was for this machine stays so. */
function freePort(port: PublishedPort, ofEdge: boolean, run: Handle['published']): void {
  const { httpPort, httpsPort, address } = run
  if (!port.published || [httpPort, httpsPort].includes(Number(port.published))) return
  const scheme = ofEdge && port.protocol !== 'udp' ? schemeOf(port.target) : undefined
  if (scheme === 'http') port.published = String(httpPort)
  else if (scheme === 'https') port.published = String(httpsPort)
  else delete port.published
  if (!/^(127\.|::1$)/.test(port.host_ip ?? '')) port.host_ip = address
}

/** What is built takes the place of no image of this machine, and none of there, perhaps a stale one, its place. */
function nameBuilt(
  services: ComposeModel['services'],
  { project, brought }: Pick<FreedFor, 'project' | 'brought'>,
): void {
  const own = new Map<string, string>()
  for (const [name, { build, image }] of Object.entries(services)) {
    if (typeof build !== 'object' || build === null) continue
    if ('tags' in build) delete build.tags
    if ('cache_to' in build) delete build.cache_to
    if (image !== undefined && !brought.includes(image) && !own.has(image))
      own.set(image, `${project}-${name}`)
  }
  for (const service of Object.values(services)) {
    const name = own.get(service.image ?? '')
    if (name !== undefined) service.image = name
  }
}

/** A folder of the host, a share or a bucket on which a driver would keep it is somebody's; memory is nobody's. */
function freeStore(volume: Volume): void {
  if (volume.driver_opts?.type === 'tmpfs') return
  if (volume.driver !== 'local') delete volume.driver
  delete volume.driver_opts
}

function makeOwn(part: { [key: string]: unknown }, name: string): void {
  part.name = name
  delete part.external
  if (typeof part.ipam === 'object' && part.ipam !== null && 'config' in part.ipam) delete part.ipam.config
}
