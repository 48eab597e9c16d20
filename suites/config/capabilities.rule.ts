import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** docker-bench passes a container that drops nothing; here all are dropped and the list of added ones is empty. */
export const capabilities: Rule<'CFG-03'> = {
  claim: 'CFG-03',
  read: (model) => servicesOf(model).flatMap(read),
  bad: () => sampleModel({ services: { any: { cap_drop: ['ALL'], cap_add: ['NET_ADMIN'] } } }),
}

function read(one: NamedService): Finding[] {
  const dropped = one.service.cap_drop ?? []
  const added = one.service.cap_add ?? []
  const all = dropped.some((name) => name.toUpperCase() === 'ALL')
  return [
    findingOf(one, {
      property: 'dropped capabilities',
      expected: ['ALL'],
      actual: dropped,
      ok: all,
      path: ['cap_drop'],
    }),
    findingOf(one, {
      property: 'added capabilities',
      expected: [],
      actual: added,
      ok: added.length === 0,
      path: ['cap_add'],
    }),
  ]
}
