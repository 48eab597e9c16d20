import type { Registry } from '../harness/claims/registry.ts'
import type { Fault, FaultTarget } from '../harness/faults/fault.ts'
import { type GeneratedFault, nameOfFault } from '../harness/faults/generate.ts'
import { servicesByRole } from '../harness/model/model.ts'
import type { Role } from '../harness/stack/role.ts'
import { takeNewVolumes } from '../suites/migrate-anew.ts'
import { concernedBy } from './concerned.ts'

/**
 * A fault, the claims that are tried while it stands, group by group until one has seen it, and those that must be green
 * once it is taken back.
 */
export type Breaking = {
  fault: Fault
  kind: 'named' | 'generated'
  concerned: readonly (readonly string[])[]
  again: readonly string[]
}

/** A named fault tells which claims must see it; those that its service concerns are tried at once. */
export function breakingNamed(fault: Fault, registry: Registry, everyClaim: boolean): Breaking {
  const concerned = [concernedBy(registry, fault, everyClaim)]
  return { fault, kind: 'named', concerned, again: fault.claims }
}

/** All services are well. */
const health = 'HLT-01'

/**
 * Nobody knows who should see it: whether all is well is asked first, then every claim that reads, the quick ones first;
 * and whether all is well once it is taken back.
 */
export function breakingGenerated(fault: GeneratedFault, registry: Registry): Breaking {
  const made: Fault = {
    id: fault.id,
    title: nameOfFault(fault),
    cites: 'generated',
    claims: [health],
    roles: [],
    where: 'stack',
    break: (target) => makeAtFirstStart(target, fault),
  }
  const all = concernedBy(registry, made, true)
  const isSlow = (id: string) => registry.get(id)?.spec.slow === true
  const others = all.filter((id) => id !== health)
  const concerned = [[health], others.filter((id) => !isSlow(id)), others.filter(isSlow)]
  return { fault: { ...made, claims: all }, kind: 'generated', concerned, again: [health] }
}

/** Much of what a store is told counts at its first start alone: it gets empty volumes with the fault. */
function makeAtFirstStart(target: FaultTarget, { id, path, change }: GeneratedFault): void {
  change(target.compose)
  const [, name = ''] = path
  const named = servicesByRole(target.compose, target.config)
  for (const [role, store] of stores) if (named[role]?.includes(name)) takeNewVolumes(target, store, id)
}

/** Whose first start shows what is wrong with whom. */
const stores: readonly (readonly [role: Role, store: Role])[] = [
  ['database', 'database'],
  ['objectStore', 'objectStore'],
  ['provision', 'objectStore'],
]
