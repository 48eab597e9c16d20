import type { Registry } from '../harness/claims/registry.ts'
import type { Fault } from '../harness/faults/fault.ts'

/**
 * Claims that are tried while a fault stands: the named ones, and of those that change nothing either all or the quick
 * ones that look at a role which the fault is made on.
 */
export function concernedBy(registry: Registry, fault: Fault, everyClaim: boolean): string[] {
  const reading = [...registry.values()].filter(({ spec }) => spec.changes !== true)
  const concerned = reading.filter(({ spec: { slow, roles } }) => {
    const [looksAt] = roles
    return everyClaim || (slow !== true && (looksAt === undefined || fault.roles.includes(looksAt)))
  })
  return [...new Set([...fault.claims, ...concerned.map(({ id }) => id)])]
}
