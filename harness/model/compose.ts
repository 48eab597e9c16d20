/**
 * The merged Compose application in the shape that `docker compose config --format json` prints
 * (long syntax everywhere). Both that command's output and our own static reader give this shape.
 * A value that holds an unknown variable stays a string with `${NAME}` in it.
 */
export type ComposeModel = {
  name?: string
  services: Record<string, Service>
  networks: Record<string, Network>
  volumes: Record<string, Volume>
  secrets: Record<string, { file?: string; environment?: string; external?: boolean; name?: string }>
  configs?: Record<string, Record<string, unknown>>
}

export type Service = {
  image?: string
  build?: unknown
  command?: string[] | string | null
  entrypoint?: string[] | string | null
  environment?: Record<string, string | null>
  user?: string
  read_only?: boolean
  privileged?: boolean
  cap_add?: string[]
  cap_drop?: string[]
  security_opt?: string[]
  tmpfs?: string[]
  pids_limit?: number
  mem_limit?: string | number
  cpus?: number | string
  scale?: number
  deploy?: {
    replicas?: number
    resources?: { limits?: { cpus?: number | string; memory?: string | number; pids?: number } }
  }
  logging?: { driver?: string; options?: Record<string, string> }
  healthcheck?: {
    test?: string[]
    interval?: string
    timeout?: string
    retries?: number
    start_period?: string
    disable?: boolean
  }
  networks?: Record<string, { aliases?: string[]; ipv4_address?: string; ipv6_address?: string } | null>
  network_mode?: string
  pid?: string
  ipc?: string
  uts?: string
  userns_mode?: string
  ports?: PublishedPort[]
  volumes?: Mount[]
  secrets?: { source: string; target?: string }[]
  depends_on?: Record<string, { condition: string; required?: boolean }>
  restart?: string
  profiles?: string[]
  labels?: Record<string, string>
  [key: string]: unknown
}

export type PublishedPort = {
  /** Absent where only a variable that nobody set says it. */
  target?: number
  published?: string
  host_ip?: string
  protocol?: string
  mode?: string
}
export type Mount = {
  type: string
  source?: string
  target: string
  read_only?: boolean
  bind?: Record<string, unknown>
  tmpfs?: Record<string, unknown>
}
export type Volume = {
  name?: string
  external?: boolean
  driver?: string
  driver_opts?: Record<string, string>
  [key: string]: unknown
}
export type Network = {
  name?: string
  internal?: boolean
  external?: boolean
  driver?: string
  driver_opts?: Record<string, string>
  [key: string]: unknown
}
