import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { noneOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { switchedOff } from './confinement.ts'

export const confinement: Rule<'CFG-16'> = {
  claim: 'CFG-16',
  read: (model) => servicesOf(model).flatMap(read),
  bad: () => sampleModel({ services: { any: { security_opt: ['seccomp:unconfined'] } } }),
}

function read(one: NamedService): Finding[] {
  const { security_opt: options = [], cgroup_parent: parent, network_mode: network } = one.service
  const off = switchedOff(options)
  const parents = parent === undefined || parent === null ? [] : [String(parent)]
  const shared = network === 'bridge' ? [network] : []
  return [
    noneOf(one, 'confinement switched off', off, 'security_opt'),
    noneOf(one, 'control groups of its own', parents, 'cgroup_parent'),
    noneOf(one, 'networks that all projects share', shared, 'network_mode'),
  ]
}
