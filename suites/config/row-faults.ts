import type { Fault } from '../../harness/faults/fault.ts'
import type { Service } from '../../harness/model/compose.ts'
import type { Role } from '../../harness/stack/role.ts'

/** A change of the definition of one role's service; static unless it says otherwise. */
export type Row = Pick<Fault, 'id' | 'title' | 'cites' | 'claims'> & {
  role: Role
  where?: Fault['where']
  change: (service: Service) => void
}

export function rowFault({ role, change, where = 'static', ...row }: Row): Fault {
  return { ...row, roles: [role], where, break: ({ service }) => change(service(role)) }
}
