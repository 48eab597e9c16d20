import type { Inspection } from './inspect.ts'

/** What claims ask of a container, in the words of the domain; sizes in bytes, 0 for "no limit". */
export type ContainerFacts = {
  id: string
  name: string
  /** Compose service; empty when Compose did not make it. */
  service: string
  image: string
  /** `running`, `exited`, `restarting` … */
  state: string
  /** `healthy`, `unhealthy`, `starting`; `none` without a health check. */
  health: string
  /** Its health check as the engine runs it: `CMD` and words, or `CMD-SHELL` and a script; empty without one. */
  healthCheck: string[]
  /** The last results of its health check that the engine keeps (five), oldest first; times in ms since 1970. */
  checks: { startedMs: number; exitCode: number }[]
  /** Milliseconds within which the engine calls it unhealthy once its check fails; 0 without a health check. */
  opinionMs: number
  exitCode: number
  /** Seconds between the stop signal and the kill. */
  graceSeconds: number
  /** On the host; 0 when it does not run. */
  pid: number
  user: string
  networks: { name: string; id: string; address: string }[]
  /** A published port has one entry per address of the host. */
  published: { container: string; hostAddress: string; hostPort: number }[]
  limits: { memory: number; memorySwap: number; cpus: number; pids: number }
  /** What its processes may share by /dev/shm. */
  sharedMemory: number
  /** Names of the resource limits that it sets itself. */
  ulimits: string[]
  capabilities: { added: string[]; dropped: string[] }
  privileged: boolean
  readOnly: boolean
  securityOptions: string[]
  /** Parent of its control group; empty for the engine's own. */
  controlGroup: string
  restart: { policy: string; retries: number }
  log: { driver: string; options: Record<string, string> }
  namespaces: { network: string; pid: string; ipc: string; uts: string; user: string }
  /** `nameless`: the id of a volume that nobody named, or empty. */
  mounts: { type: string; source: string; target: string; writable: boolean; nameless: string }[]
  tmpfs: Record<string, string>
}

export function factsOf(one: Inspection): ContainerFacts {
  const { State, Config, HostConfig: host, NetworkSettings: net } = one
  return {
    id: one.Id,
    name: one.Name.replace(/^\//, ''),
    service: Config.Labels['com.docker.compose.service'] ?? '',
    image: Config.Image,
    state: State.Status,
    health: State.Health?.Status ?? 'none',
    healthCheck: Config.Healthcheck?.Test ?? [],
    checks: (State.Health?.Log ?? []).map(({ Start, ExitCode: exitCode }) => ({
      startedMs: Date.parse(Start),
      exitCode,
    })),
    opinionMs: opinionOf(Config.Healthcheck),
    exitCode: State.ExitCode,
    graceSeconds: Config.StopTimeout,
    pid: State.Pid,
    user: Config.User,
    networks: Object.entries(net.Networks).map(([name, { NetworkID: id, IPAddress: address }]) => ({
      name,
      id,
      address,
    })),
    published: publishedOf(net.Ports),
    limits: limitsOf(host),
    sharedMemory: host.ShmSize,
    ulimits: host.Ulimits.map(({ Name }) => Name),
    capabilities: { added: host.CapAdd, dropped: host.CapDrop },
    privileged: host.Privileged,
    readOnly: host.ReadonlyRootfs,
    securityOptions: host.SecurityOpt,
    controlGroup: host.CgroupParent,
    restart: { policy: host.RestartPolicy.Name, retries: host.RestartPolicy.MaximumRetryCount },
    log: { driver: host.LogConfig.Type, options: host.LogConfig.Config },
    namespaces: namespacesOf(host),
    mounts: one.Mounts.map((mount) => ({
      ...{ type: mount.Type, source: mount.Source ?? '', target: mount.Destination, writable: mount.RW },
      nameless: namelessOf(mount.Name),
    })),
    tmpfs: host.Tmpfs,
  }
}

/** What the engine calls a volume that nobody named. */
function namelessOf(volume = ''): string {
  return /^[0-9a-f]{64}$/.test(volume) ? volume : ''
}

// The engine's defaults: every 30 s, 30 s at most, three failures in a row.
function opinionOf(check: Inspection['Config']['Healthcheck']): number {
  if (check?.Test[0] === undefined || check.Test[0] === 'NONE') return 0
  const [interval, timeout] = [check.Interval || 30e9, check.Timeout || 30e9]
  return ((interval + timeout) * (check.Retries || 3)) / 1e6
}

function publishedOf(ports: Inspection['NetworkSettings']['Ports']): ContainerFacts['published'] {
  return Object.entries(ports).flatMap(([container, bindings]) =>
    (bindings ?? []).map(({ HostIp, HostPort }) => ({
      container,
      hostAddress: HostIp,
      hostPort: Number(HostPort),
    })),
  )
}

/** The engine says 0 or null for no PID limit, older ones -1. */
function limitsOf(host: Inspection['HostConfig']): ContainerFacts['limits'] {
  const pids = Math.max(0, host.PidsLimit ?? 0)
  return { memory: host.Memory, memorySwap: host.MemorySwap, cpus: host.NanoCpus / 1e9, pids }
}

function namespacesOf(host: Inspection['HostConfig']): ContainerFacts['namespaces'] {
  const { NetworkMode, PidMode, IpcMode, UTSMode, UsernsMode } = host
  return { network: NetworkMode, pid: PidMode, ipc: IpcMode, uts: UTSMode, user: UsernsMode }
}
