import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

export const newPrivileges: Rule<'CFG-05'> = {
  claim: 'CFG-05',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { security_opt: ['no-new-privileges:false'] } } }),
}

function read(one: NamedService): Finding {
  const actual = one.service.security_opt ?? []
  // The last one given wins in the engine, and both signs are taken between name and value.
  const last = actual.filter((option) => option.startsWith('no-new-privileges')).at(-1)
  const ok = /^no-new-privileges([:=]true)?$/.test(last ?? '')
  const seen = { property: 'security options', expected: 'no-new-privileges:true among them', actual }
  return findingOf(one, { ...seen, ok, path: ['security_opt'] })
}
