import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** Without `user` the image decides, and most decide for root; a name is root's as soon as the image says so. */
export const user: Rule<'CFG-02'> = {
  claim: 'CFG-02',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { user: '0:1000' } } }),
}

function read(one: NamedService): Finding {
  const actual = one.service.user
  const ok = /^0*[1-9]\d*(:[\w-]+)?$/.test(actual ?? '')
  return findingOf(one, { property: 'user', expected: 'a numeric uid above 0', actual, ok, path: ['user'] })
}
