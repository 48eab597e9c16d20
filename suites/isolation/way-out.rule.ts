import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import {
  hasWayOut,
  isOpen,
  type NamedService,
  networkKeys,
  servicesOf,
} from '../../harness/model/services.ts'

/**
 * Only egress roles have a network with a way out. One that publishes needs a network that is not internal, with
 * masquerading off; for any other even that is a way out, since one-way datagrams leave by it (plan, traps).
 */
export const onlyEgressHasAWayOut: Rule<'ISO-04'> = {
  claim: 'ISO-04',
  read: (model) => servicesOf(model).map((one) => read(model, one)),
  bad: () => sampleModel({ services: { any: { networks: { out: null } } }, networks: { out: {} } }),
}

function read(model: StackModel, one: NamedService): Finding {
  const mayCallOut = one.roles.some((role) => model.config.intent.egress.includes(role))
  const ways = mayCallOut ? answeredWays(model, one) : waysOut(model, one)
  return findingOf(one, {
    property: 'networks with a way out',
    expected: mayCallOut ? { atLeast: 1 } : [],
    actual: mayCallOut ? ways.length : ways,
    ok: mayCallOut ? ways.length > 0 : ways.length === 0,
    path: ['networks', ways[0] ?? ''],
  })
}

function waysOut(model: StackModel, { name, service }: NamedService): string[] {
  if (service.network_mode === 'host') return ['that of the host']
  const publishes = (service.ports ?? []).length > 0
  const leads = publishes ? hasWayOut : isOpen
  return networkKeys(model, name).filter((key) => leads(model.compose.networks[key]))
}

// To be answered takes more than to send.
function answeredWays(model: StackModel, { name }: NamedService): string[] {
  return networkKeys(model, name).filter((key) => hasWayOut(model.compose.networks[key]))
}
