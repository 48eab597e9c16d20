import type { Fault } from '../harness/faults/fault.ts'
import type { FaultStack } from './fault-entries.ts'

/** Milliseconds: what takes longer is tried where a fault names it; all of them after each fault is for the long run. */
const slowMs = 1_500

/**
 * Claims that are tried while a fault stands: the named ones, and of those that change nothing either all or the quick
 * ones that look at a role which the fault is made on.
 */
export function concernedBy(on: FaultStack, fault: Fault): string[] {
  const reading = [...on.opened.registry.values()].filter(({ spec }) => spec.changes !== true)
  const slow = slowFiles(on)
  const concerned = reading.filter(({ id, spec: { roles } }) => {
    const [looksAt] = roles
    const isQuick = !slow.has(fileOf(on, id))
    return on.everyClaim || (isQuick && (looksAt === undefined || fault.roles.includes(looksAt)))
  })
  return [...new Set([...fault.claims, ...concerned.map(({ id }) => id)])]
}

/** Claims of one file share what they stand on, and whichever comes first pays for it. */
function slowFiles(on: FaultStack): Set<string> {
  const slow = [...on.last.values()].filter(({ durationMs }) => durationMs >= slowMs)
  return new Set(slow.map(({ id }) => fileOf(on, id)))
}

function fileOf({ last }: FaultStack, id: string): string {
  return last.get(`${id} ephemeral`)?.source?.replace(/:\d+$/, '') ?? id
}
