import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { limitsOf } from '../../harness/model/limits.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { bytesOf } from '../../harness/model/sizes.ts'

/** A limit that is there and far too wide protects the others as little as none (plan 3.2, 3.3, 3.7). */
export const granted: Rule<'CFG-17'> = {
  claim: 'CFG-17',
  read: (model) => servicesOf(model).flatMap((one) => read(model, one)),
  bad: () =>
    sampleModel(
      { services: { any: { mem_limit: '8g', cpus: 8, pids_limit: 9000 } } },
      {
        roles: { api: 'any' },
        intent: { reach: [], egress: [], limits: { api: { memory: '2g', cpus: 2, pids: 256 } } },
      },
    ),
}

function read({ config }: StackModel, one: NamedService): Finding[] {
  const { memory, cpus, pids } = limitsOf(one.service)
  return one.roles.flatMap((role) => {
    const most = config.intent.limits[role]
    if (most === undefined) return []
    return [
      atMost(one, 'bytes of memory', memory, bytesOf(most.memory)),
      atMost(one, 'CPUs', cpus, most.cpus),
      atMost(one, 'processes', pids, most.pids),
    ]
  })
}

// That there is no limit at all is another claim's matter.
function atMost(
  one: NamedService,
  property: string,
  { amount, path }: ReturnType<typeof limitsOf>['cpus'],
  most = 0,
): Finding {
  const ok = amount === undefined || amount <= most
  return findingOf(one, { property, expected: { atMost: most }, actual: amount, ok, path })
}
