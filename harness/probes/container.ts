import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { PassThrough } from 'node:stream'
import { runLabel } from '../stack/place.ts'
import { docker, toolLabel } from './docker.ts'

export type ToolName = 'kit' | 'clients' | 'outside' | 'neighbour'

export type ToolContainer = {
  runId: string
  tool: ToolName
  /** Default: of run and tool. */
  name?: string
  /** Reference of the kit image. */
  image: string
  /** `host`, `none`, or a network's name. */
  network: string
  /** Sees every process of the host. */
  hostPid?: boolean
  capabilities?: string[]
  command?: string[]
  environment?: Record<string, string>
  dns?: string[]
  sysctls?: Record<string, string>
}

/** Starts one of the harness' own containers: never privileged, read-only, few capabilities, rotated logs. */
export async function startTool(wanted: ToolContainer): Promise<string> {
  const engine = await docker()
  const container = await engine.createContainer({
    name: wanted.name ?? `stackproof-${wanted.runId}-${wanted.tool}`,
    Image: wanted.image,
    ...(wanted.command && { Cmd: wanted.command }),
    Env: Object.entries(wanted.environment ?? {}).map(([name, value]) => `${name}=${value}`),
    Labels: { [runLabel]: wanted.runId, [toolLabel]: wanted.tool },
    HostConfig: hostConfigOf(wanted),
  })
  await container.start()
  return container.id
}

function hostConfigOf(wanted: ToolContainer) {
  return {
    NetworkMode: wanted.network,
    ...(wanted.hostPid && { PidMode: 'host' }),
    CapDrop: ['ALL'],
    CapAdd: wanted.capabilities ?? [],
    ReadonlyRootfs: true,
    Tmpfs: { '/tmp': 'size=16m,mode=1777' },
    // AppArmor's default profile forbids what nsenter reads in /proc of other containers.
    SecurityOpt: ['no-new-privileges', ...(wanted.hostPid ? ['apparmor=unconfined'] : [])],
    ...(wanted.dns && { Dns: wanted.dns }),
    ...(wanted.sysctls && { Sysctls: wanted.sysctls }),
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
    PidsLimit: 512,
  }
}

/** Waits until a container has logged a line. Throws at the deadline, or when it ends before, with its last lines. */
export async function untilLogged(id: string, line: string, deadlineMs: number): Promise<void> {
  const container = (await docker()).getContainer(id)
  const stream = await container.logs({ follow: true, stdout: true, stderr: true })
  const seen: string[] = []
  const timer = setTimeout(() => endOf(stream), deadlineMs)
  try {
    for await (const found of createInterface({ input: demuxed(container, stream) })) {
      if (found === line) return
      seen.push(found)
    }
  } finally {
    clearTimeout(timer)
    endOf(stream)
  }
  const last = seen.slice(-5).join(' | ') || 'no line'
  throw new Error(`container ${id.slice(0, 12)}: expected "${line}" within ${deadlineMs} ms, found ${last}`)
}

function demuxed(container: { modem: DemuxModem }, stream: NodeJS.ReadableStream): PassThrough {
  const both = new PassThrough()
  container.modem.demuxStream(stream, both, both)
  stream.on('end', () => both.end())
  stream.on('close', () => both.end())
  return both
}

type DemuxModem = { demuxStream: (from: NodeJS.ReadableStream, out: PassThrough, err: PassThrough) => void }

function endOf(stream: NodeJS.ReadableStream | Duplex): void {
  if ('destroy' in stream) stream.destroy()
}
