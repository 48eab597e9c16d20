import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { bytesOf } from '../../harness/model/sizes.ts'

/** Memory, CPU and processes, each limited; zero and minus one mean without end. */
export const limits: Rule<'CFG-01'> = {
  claim: 'CFG-01',
  read: (model) => servicesOf(model).flatMap(read),
  bad: () => sampleModel({ services: { any: { mem_limit: '64m', cpus: 1, pids_limit: -1 } } }),
}

function read(one: NamedService): Finding[] {
  const { service } = one
  const set = service.deploy?.resources?.limits ?? {}
  const under = ['deploy', 'resources', 'limits']
  const memory = set.memory ?? service.mem_limit
  const cpus = set.cpus ?? service.cpus
  const pids = set.pids ?? service.pids_limit
  return [
    limit(one, 'memory limit', memory, bytesOf(memory), [...under, 'memory']),
    limit(one, 'CPU limit', cpus, Number(cpus), [...under, 'cpus']),
    limit(one, 'limit on processes', pids, Number(pids), [...under, 'pids']),
  ]
}

function limit(
  one: NamedService,
  property: string,
  actual: string | number | undefined,
  ...[amount, path]: [number | undefined, string[]]
): Finding {
  const ok = amount !== undefined && amount > 0
  return findingOf(one, { property, expected: 'more than 0', actual, ok, path })
}
