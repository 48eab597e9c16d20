import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

export const readOnlyRoot: Rule<'CFG-04'> = {
  claim: 'CFG-04',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { read_only: false } } }),
}

function read(one: NamedService): Finding {
  const actual = one.service.read_only ?? false
  const seen = { property: 'read-only root file system', expected: true, actual }
  return findingOf(one, { ...seen, ok: actual === true, path: ['read_only'] })
}
