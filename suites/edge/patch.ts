import type { Fault } from '../../harness/faults/fault.ts'
import type { Role } from '../../harness/stack/role.ts'

/** One text of one of the bundled edge's own files, replaced; an error when it is no longer there. */
export type Patch = Pick<Fault, 'id' | 'title' | 'cites' | 'claims' | 'blinds'> & {
  file: string
  find: string | RegExp
  replace: string
}

/** The fault of a patch; `roles` are those that its claims need. */
export function patched({ file, find, replace, ...about }: Patch, roles: readonly Role[] = ['edge']): Fault {
  return { ...about, roles, where: 'stack', break: (target) => target.patch('edge', file, find, replace) }
}
