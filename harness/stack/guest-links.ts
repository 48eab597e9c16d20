import { z } from 'zod'
import { command } from './command.ts'

/** A container of the harness on a network of the stack, and the names it has there. */
export type GuestLink = { network: string; container: string; aliases: string[] }

const links = z.record(z.string(), z.object({ Aliases: z.array(z.string()).nullish() }))

/** Takes these containers off a network, so that it can be removed; gives what `connectGuest` needs to undo it. */
export async function disconnectGuests(network: string, containers: readonly string[]): Promise<GuestLink[]> {
  const found: GuestLink[] = []
  for (const container of containers) {
    const format = '{{json .NetworkSettings.Networks}}'
    const at = links.parse(JSON.parse(await command(['docker', 'inspect', '--format', format, container])))
    const link = at[network]
    if (link === undefined) continue
    await command(['docker', 'network', 'disconnect', network, container])
    found.push({ network, container, aliases: link.Aliases ?? [] })
  }
  return found
}

/** Puts a guest back under the names it had. */
export async function connectGuest({ network, container, aliases }: GuestLink): Promise<void> {
  const names = aliases.flatMap((alias) => ['--alias', alias])
  await command(['docker', 'network', 'connect', ...names, network, container])
}
