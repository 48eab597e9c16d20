import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** CIS 5.15 asks for on-failure ≤ 5; after a reboot or a long outage the stack must come back (plan, traps). */
export const restartPolicy: Rule<'CFG-11'> = {
  claim: 'CFG-11',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { restart: 'always' } } }),
}

function read(one: NamedService): Finding {
  const expected = one.oneShot ? 'no' : 'unless-stopped'
  const actual = one.service.restart ?? 'no'
  return findingOf(one, {
    property: 'restart policy',
    expected,
    actual,
    ok: actual === expected,
    path: ['restart'],
  })
}
