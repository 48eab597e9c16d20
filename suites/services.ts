import type { Role } from '../harness/stack/role.ts'

/** Roles that a container of the bundled stack has, one by one in the faults that each service must survive. */
export const longRunning: readonly Role[] = [
  'edge',
  'web',
  'api',
  'worker',
  'database',
  'cache',
  'objectStore',
]
export const containers: readonly Role[] = [...longRunning, 'migrate', 'provision']

/** A role as it stands in a fault's id: `object-store`. */
export function slug(role: Role): string {
  return role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
