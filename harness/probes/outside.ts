import { z } from 'zod'
import { pidOf } from './docker.ts'
import { runProgram } from './program.ts'

export type LinkInput = { pid: number; runId: string }

const outsideLink = z.strictObject({
  address: z.string(),
  address6: z.string().optional(),
  metadata: z.string(),
  /** The machine's addresses as the outside reaches them: the veth's own first, bridges left out. */
  hostAddresses: z.array(z.string()),
  /** Interface on the host; it goes with the container. */
  name: z.string(),
})

export type OutsideLink = z.output<typeof outsideLink>

/** Joins the container that plays the internet to the host; the kit must be in the host's namespaces. */
export async function linkOutside(kit: string, outside: string, runId: string): Promise<OutsideLink> {
  const pid = await pidOf(outside)
  return runProgram({ kit }, { name: 'link', input: { pid, runId }, deadlineMs: 5000 }, outsideLink)
}
