import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { type Limit, limitsOf } from '../../harness/model/limits.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** Memory, CPU and processes, each limited; zero and minus one mean without end. */
export const limits: Rule<'CFG-01'> = {
  claim: 'CFG-01',
  read: (model) => servicesOf(model).flatMap(read),
  bad: () => sampleModel({ services: { any: { mem_limit: '64m', cpus: 1, pids_limit: -1 } } }),
}

function read(one: NamedService): Finding[] {
  const { memory, cpus, pids } = limitsOf(one.service)
  return [
    isLimited(one, 'memory limit', memory),
    isLimited(one, 'CPU limit', cpus),
    isLimited(one, 'limit on processes', pids),
  ]
}

function isLimited(one: NamedService, property: string, { written, amount = 0, path }: Limit): Finding {
  return findingOf(one, { property, expected: 'more than 0', actual: written, ok: amount > 0, path })
}
