import type { Service } from './compose.ts'
import { bytesOf } from './sizes.ts'

/** A limit as it is written, as a number (undefined where it is none), and where it stands. */
export type Limit = { written: string | number | undefined; amount: number | undefined; path: string[] }

/** The limits of a service, by either of the ways to write them; memory in bytes. */
export function limitsOf(service: Service): { memory: Limit; cpus: Limit; pids: Limit } {
  const set = service.deploy?.resources?.limits ?? {}
  const limit = (name: 'memory' | 'cpus' | 'pids', own: string | number | undefined): Limit => {
    const written = set[name] ?? own
    const amount = name === 'memory' ? bytesOf(written) : Number(written)
    return {
      written,
      amount: Number.isNaN(amount) ? undefined : amount,
      path: ['deploy', 'resources', 'limits', name],
    }
  }
  return {
    memory: limit('memory', service.mem_limit),
    cpus: limit('cpus', service.cpus),
    pids: limit('pids', service.pids_limit),
  }
}
