import { isIPv4 } from 'node:net'
import type { Finding, Rule } from '../../harness/claims/rule.ts'
import type { PublishedPort } from '../../harness/model/compose.ts'
import { findingOf } from '../../harness/model/finding.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { isOpen, type NamedService, networkKeys, servicesOf } from '../../harness/model/services.ts'

/** The edge alone publishes, and on IPv4: by IPv6 every client comes from one address, the gateway's. */
export const onlyTheEdgePublishes: Rule<'ISO-03'> = {
  claim: 'ISO-03',
  read: (model) =>
    servicesOf(model).flatMap((one) => [
      ownNamespace(one),
      ...(one.roles.includes('edge') ? [reachable(model, one), ...edgePorts(one)] : [noPorts(one)]),
    ]),
  bad: () =>
    sampleModel({
      services: { any: { ports: [{ target: 5432, published: '5432', host_ip: '127.0.0.1' }] } },
    }),
}

function ownNamespace(one: NamedService): Finding {
  const mode = one.service.network_mode
  const seen = { property: 'network namespace', expected: 'its own', actual: mode ?? 'its own' }
  return findingOf(one, { ...seen, ok: mode !== 'host', path: ['network_mode'] })
}

function noPorts(one: NamedService): Finding {
  const actual = (one.service.ports ?? []).map(portText)
  return findingOf(one, {
    property: 'published ports',
    expected: [],
    actual,
    ok: actual.length === 0,
    path: ['ports'],
  })
}

/** Compose says nothing of ports on a service that is on internal networks only, and publishes none. */
function reachable(model: StackModel, one: NamedService): Finding {
  const open = networkKeys(model, one.name).filter((key) => isOpen(model.compose.networks[key]))
  const seen = { property: 'networks by which its ports are reached', expected: { atLeast: 1 } }
  return findingOf(one, { ...seen, actual: open.length, ok: open.length > 0, path: ['networks'] })
}

function edgePorts(one: NamedService): Finding[] {
  const ports = one.service.ports ?? []
  const some = { property: 'number of published ports', expected: { atLeast: 1 }, actual: ports.length }
  return [
    findingOf(one, { ...some, ok: ports.length > 0, path: ['ports'] }),
    ...ports.flatMap(({ target, published = '', host_ip }, i) => [
      findingOf(one, {
        property: `port of the host for ${target ?? 'an unknown one'}`,
        expected: { not: '' },
        actual: published,
        ok: published !== '',
        path: ['ports', String(i)],
      }),
      findingOf(one, {
        property: `address on which ${target ?? 'an unknown one'} is published`,
        expected: 'an IPv4 address',
        actual: host_ip ?? 'every address, IPv6 too',
        ok: isIPv4(host_ip ?? ''),
        path: ['ports', String(i)],
      }),
    ]),
  ]
}

function portText({ host_ip = '', published = '', target, protocol = 'tcp' }: PublishedPort): string {
  return `${host_ip}:${published}:${target ?? 'unknown'}/${protocol}`
}
