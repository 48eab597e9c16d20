import { z } from 'zod'
import { docker } from './docker.ts'

const inspection = z.object({
  Id: z.string(),
  Name: z.string(),
  Driver: z.string(),
  Internal: z.boolean(),
  EnableIPv6: z.boolean(),
  Options: z.record(z.string(), z.string()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  IPAM: z.object({
    Config: z.array(z.object({ Subnet: z.string(), Gateway: z.string().optional() })).nullish(),
  }),
  Containers: z.record(z.string(), z.unknown()).nullish(),
})

/** A network as the engine has it. The gateway is the host's address on it, on internal ones too. */
export type NetworkFacts = {
  id: string
  name: string
  /** Its key in the compose file; empty when Compose did not make it. */
  key: string
  driver: string
  internal: boolean
  ipv6: boolean
  /** False when Docker was told so; what a container sends out then has no way back. */
  masquerades: boolean
  subnet: string
  gateway: string
  /** Ids of the containers on it that run. */
  containers: string[]
}

export async function inspectNetwork(nameOrId: string): Promise<NetworkFacts> {
  const found = inspection.parse(await (await docker()).getNetwork(nameOrId).inspect())
  const [first] = found.IPAM.Config ?? []
  return {
    ...{
      id: found.Id,
      name: found.Name,
      driver: found.Driver,
      internal: found.Internal,
      ipv6: found.EnableIPv6,
    },
    key: found.Labels?.['com.docker.compose.network'] ?? '',
    masquerades: found.Options?.['com.docker.network.bridge.enable_ip_masquerade'] !== 'false',
    subnet: first?.Subnet ?? '',
    gateway: first?.Gateway ?? '',
    containers: Object.keys(found.Containers ?? {}),
  }
}
