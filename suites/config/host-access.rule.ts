import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { noneOf } from '../../harness/model/finding.ts'
import { isEngineSocket } from '../../harness/model/host-path.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** Namespaces that Compose can take from the host, by attribute. */
const namespaces = ['network_mode', 'pid', 'ipc', 'uts', 'userns_mode', 'cgroup'] as const

export const hostAccess: Rule<'CFG-09'> = {
  claim: 'CFG-09',
  read: (model) => servicesOf(model).flatMap(read),
  bad: () => sampleModel({ services: { any: { pid: 'host' } } }),
}

function read(one: NamedService): Finding[] {
  const { service } = one
  const shared = namespaces.filter((key) => service[key] === 'host')
  const devices = ['devices', 'device_cgroup_rules', 'gpus'].filter((key) => isGiven(service[key]))
  const sockets = (service.volumes ?? []).map(({ source = '' }) => source).filter(isEngineSocket)
  return [
    noneOf(one, 'privileged mode', service.privileged === true ? ['privileged'] : [], 'privileged'),
    noneOf(one, 'namespaces of the host', shared, shared[0]),
    noneOf(one, 'devices of the host', devices, devices[0]),
    noneOf(one, 'sockets of the container engine', sockets, 'volumes'),
  ]
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}
