import type { Fault } from '../../harness/faults/fault.ts'
import type { Service } from '../../harness/model/compose.ts'
import { containers, slug } from '../services.ts'

/** One of each kind is also tried on a raised stack: there the engine's own record is read, and more is taken. */
const kinds = [
  {
    key: 'memory',
    onStack: 'web',
    live: 'HLT-07',
    drop: (service: Service) => void delete service.mem_limit,
  },
  { key: 'cpus', onStack: 'web', live: 'HLT-09', drop: (service: Service) => void delete service.cpus },
  {
    key: 'pids',
    onStack: 'edge',
    live: 'HLT-08',
    drop: (service: Service) => void delete service.pids_limit,
  },
] as const

/** Every limit of every role, taken away one at a time. */
export const limitFaults: Fault[] = kinds.flatMap(({ key, onStack, live, drop }) =>
  containers.map((role) => ({
    id: `config-${slug(role)}-${key}-unlimited`,
    title: `The ${role} has no limit on ${key}`,
    cites: 'CIS Docker 5.11, 5.12, 5.29: one container that leaks or forks takes the whole VPS along',
    claims: role === onStack ? ['CFG-01', live] : ['CFG-01'],
    roles: [role],
    where: role === onStack ? 'stack' : 'static',
    break: ({ service }) => {
      drop(service(role))
      delete service(role).deploy?.resources?.limits?.[key]
    },
  })),
)
