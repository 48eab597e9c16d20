import { existsSync } from 'node:fs'
import type { Handle } from '../stack/handle.ts'
import { runLabel } from '../stack/place.ts'
import { settled } from '../stack/settled.ts'
import { startTool, untilLogged } from './container.ts'
import { docker, toolLabel } from './docker.ts'
import { listeningFrom } from './listening.ts'
import { mirrorPort } from './mirror.ts'
import { linkOutside } from './outside.ts'

export type ToolOptions = {
  runId: string
  /** Reference of the kit image. */
  image: string
}

/** The part of the handle that the tools make. */
export type Tools = Required<Pick<Handle, 'outside' | 'neighbour' | 'listeningBefore'>> & {
  tools: { kit: string; outside: string; neighbour: string }
}
export type RaisedTools = AsyncDisposable & Tools

/** Ports on which the outside answers: what a service might call, and what an attacker might. */
export const outsidePorts = [22, 25, 53, 80, 443, 465, 587, 3310, 5432, 6379, 8000, 8080, 9000]
const neighbourPort = 8080
const readyMs = 15_000

/** Starts the harness' own containers of a run. Every one goes with `dropTools`, or with a sweep by label. */
export async function raiseTools(options: ToolOptions): Promise<RaisedTools> {
  const drop = () => dropTools(options.runId)
  try {
    return { ...(await raise(options)), [Symbol.asyncDispose]: drop }
  } catch (error) {
    await drop()
    throw error
  }
}

async function raise(options: ToolOptions): Promise<Tools> {
  const { runId } = options
  const [{ kit, listeningBefore }, outside, network] = await settled([
    startKit(options),
    startOutside(options),
    createNeighbourNetwork(runId),
  ])
  const { name: _, address6: __, ...link } = await linkOutside(kit, outside, runId)
  const [neighbour] = await settled([
    startNeighbour(options, network, link.address),
    untilLogged(outside, 'ready', readyMs),
  ])
  const tools = { kit, outside, neighbour: neighbour.id }
  return {
    tools,
    outside: link,
    neighbour: { address: neighbour.address, port: neighbourPort },
    listeningBefore,
  }
}

async function startKit({ runId, image }: ToolOptions): Promise<{ kit: string; listeningBefore: string[] }> {
  // NET_ADMIN lays the veth, SYS_ADMIN and SYS_PTRACE enter a namespace; the last two bind and write as usual.
  const capabilities = ['NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE', 'NET_BIND_SERVICE', 'DAC_OVERRIDE']
  const kit = await startTool({ runId, image, tool: 'kit', network: 'host', hostPid: true, capabilities })
  return { kit, listeningBefore: await listeningFrom({ kit }) }
}

function startOutside({ runId, image }: ToolOptions): Promise<string> {
  const identity = `stackproof outside ${runId}`
  const environment = {
    STACKPROOF_IDENTITY: identity,
    STACKPROOF_PORTS: outsidePorts.join(','),
    STACKPROOF_MIRROR: String(mirrorPort),
  }
  const command = ['node', '/kit/internet.ts']
  const capabilities = ['NET_BIND_SERVICE']
  const container = { runId, image, network: 'none', capabilities, command, environment, sysctls: withV6() }
  return startTool({ ...container, tool: 'outside' })
}

/** Docker turns IPv6 off in a namespace without networks; a kernel without IPv6 does not know the setting. */
function withV6(): Record<string, string> {
  if (!existsSync('/proc/sys/net/ipv6')) return {}
  return { 'net.ipv6.conf.all.disable_ipv6': '0', 'net.ipv6.conf.default.disable_ipv6': '0' }
}

/** Docker masquerades it: what leaves here reaches the outside and comes back. */
async function createNeighbourNetwork(runId: string): Promise<string> {
  const name = `stackproof-${runId}-neighbour`
  const Labels = { [runLabel]: runId, [toolLabel]: 'neighbour' }
  await (await docker()).createNetwork({ Name: name, Driver: 'bridge', CheckDuplicate: true, Labels })
  return name
}

async function startNeighbour(
  { runId, image }: ToolOptions,
  network: string,
  nameServer: string,
): Promise<{ id: string; address: string }> {
  const environment = {
    STACKPROOF_IDENTITY: `stackproof neighbour ${runId}`,
    STACKPROOF_PORTS: String(neighbourPort),
  }
  const command = ['node', '/kit/internet.ts']
  const capabilities = ['NET_BIND_SERVICE']
  const container = { runId, image, network, capabilities, command, environment, dns: [nameServer] }
  const id = await startTool({ ...container, tool: 'neighbour' })
  await untilLogged(id, 'ready', readyMs)
  const { NetworkSettings } = await (await docker()).getContainer(id).inspect()
  return { id, address: NetworkSettings.Networks[network]?.IPAddress ?? '' }
}

/** Starts a container for clients on the published network of one edge, which is in its name. */
export function startClients(options: ToolOptions & { edgeNetwork: string }): Promise<string> {
  const { runId, image, edgeNetwork: network } = options
  const name = `${network}-clients`
  return startTool({ runId, image, tool: 'clients', name, network, capabilities: ['NET_ADMIN'] })
}

/** Removes the run's tools: containers, then networks. What belongs to the stack under trial stays. */
export async function dropTools(runId: string): Promise<void> {
  const engine = await docker()
  const filters = { label: [`${runLabel}=${runId}`, toolLabel] }
  const containers = await engine.listContainers({ all: true, filters })
  await Promise.all(containers.map(({ Id }) => engine.getContainer(Id).remove({ force: true, v: true })))
  const networks = await engine.listNetworks({ filters })
  await Promise.all(networks.map(({ Id }) => engine.getNetwork(Id).remove()))
}
