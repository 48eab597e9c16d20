import { oneShots, type Role, roles } from '../harness/stack/role.ts'

const absent: readonly Role[] = ['mail']

/** Roles that a container of the bundled stack has, one by one in the faults that each service must survive. */
export const containers: readonly Role[] = roles.filter((role) => !absent.includes(role))
export const longRunning: readonly Role[] = containers.filter((role) => !oneShots.includes(role))

/** A role as it stands in a fault's id: `object-store`. */
export function slug(role: Role): string {
  return role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
