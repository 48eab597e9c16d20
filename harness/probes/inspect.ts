import { z } from 'zod'
import { docker } from './docker.ts'

const strings = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? [])
const record = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string(), value)
    .nullish()
    .transform((map) => map ?? {})

/** Zero, or absent, stands for the engine's default. Nanoseconds where it is a time. */
const count = z.number().default(0)

const mount = z.object({
  Type: z.string(),
  Name: z.string().optional(),
  Source: z.string().optional(),
  Destination: z.string(),
  RW: z.boolean(),
  Propagation: z.string().optional(),
})

/** The part of `docker inspect` that claims rest on (Engine API 1.41 and newer). */
export const inspection = z.object({
  Id: z.string(),
  Name: z.string(),
  Image: z.string(),
  RestartCount: z.number(),
  State: z.object({
    Status: z.string(),
    Running: z.boolean(),
    Pid: z.number(),
    ExitCode: z.number(),
    OOMKilled: z.boolean(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Health: z
      .object({
        Status: z.string(),
        Log: z.array(z.object({ Output: z.string(), Start: z.string(), ExitCode: z.number() })).nullish(),
      })
      .nullish(),
  }),
  Config: z.object({
    Image: z.string(),
    User: z.string(),
    Env: strings,
    Labels: record(z.string()),
    Healthcheck: z.object({ Test: strings, Interval: count, Timeout: count, Retries: count }).nullish(),
    StopTimeout: z.number().default(10),
  }),
  HostConfig: z.object({
    NetworkMode: z.string(),
    Privileged: z.boolean(),
    ShmSize: count,
    ReadonlyRootfs: z.boolean(),
    CapAdd: strings,
    CapDrop: strings,
    SecurityOpt: strings,
    CgroupParent: z.string().default(''),
    Memory: z.number(),
    MemorySwap: z.number(),
    NanoCpus: z.number(),
    PidsLimit: z.number().nullish(),
    RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number() }),
    LogConfig: z.object({ Type: z.string(), Config: record(z.string()) }),
    PidMode: z.string(),
    IpcMode: z.string(),
    UTSMode: z.string(),
    UsernsMode: z.string(),
    Tmpfs: record(z.string()),
    Devices: z
      .array(z.unknown())
      .nullish()
      .transform((list) => list ?? []),
    Ulimits: z
      .array(z.object({ Name: z.string() }))
      .nullish()
      .transform((list) => list ?? []),
  }),
  Mounts: z.array(mount),
  NetworkSettings: z.object({
    Ports: record(z.array(z.object({ HostIp: z.string(), HostPort: z.string() })).nullable()),
    Networks: record(z.object({ IPAddress: z.string(), NetworkID: z.string() })),
  }),
})

export type Inspection = z.output<typeof inspection>

/** Every container of a Compose project as the engine has it, exited ones included; in order of name. */
export async function inspectProject(project: string): Promise<Inspection[]> {
  const engine = await docker()
  const filters = { label: [`com.docker.compose.project=${project}`] }
  const listed = await engine.listContainers({ all: true, filters })
  const found = await Promise.all(listed.map(({ Id }) => inspectContainer(Id)))
  return found.sort((a, b) => a.Name.localeCompare(b.Name))
}

export async function inspectContainer(id: string): Promise<Inspection> {
  return inspection.parse(await (await docker()).getContainer(id).inspect())
}
