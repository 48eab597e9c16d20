import type { Fault } from '../harness/faults/fault.ts'
import type { FaultStack } from './fault-entries.ts'

/** A claim that takes longer is tried where a fault names it: all of them after each fault is for the long run. */
const slowMs = 3_000

/**
 * Claims that are tried while a fault stands: the named ones, and of those that change nothing either all or the quick
 * ones that look at a role which the fault is made on.
 */
export function concernedBy({ opened, last, everyClaim }: FaultStack, fault: Fault): string[] {
  const reading = [...opened.registry.values()].filter(({ spec }) => spec.changes !== true)
  const isQuick = (id: string) => (last.get(`${id} ephemeral`)?.durationMs ?? 0) < slowMs
  const concerned = reading.filter(({ id, spec: { roles } }) => {
    const [looksAt] = roles
    return everyClaim || (isQuick(id) && (looksAt === undefined || fault.roles.includes(looksAt)))
  })
  return [...new Set([...fault.claims, ...concerned.map(({ id }) => id)])]
}
