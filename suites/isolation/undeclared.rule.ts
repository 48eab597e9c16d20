import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, networkKeys, servicesOf } from '../../harness/model/services.ts'

/** A network lets all its members meet: two that share one must be declared, unless nobody listens there. */
export const undeclaredApart: Rule<'ISO-02'> = {
  claim: 'ISO-02',
  read: (model) => {
    const services = servicesOf(model)
    return services.flatMap((from) => {
      const peers = services.filter((to) => isPeer(model, from, to))
      return peers.length === 0 ? [nobody(from)] : peers.map((to) => read(model, from, to))
    })
  },
  bad: () =>
    sampleModel(
      { services: { one: { networks: { a: null } }, two: { networks: { a: null } } } },
      { roles: { web: 'one', database: 'two' } },
    ),
}

function isPeer(model: StackModel, from: NamedService, to: NamedService): boolean {
  const same = from.name === to.name || from.roles.some((role) => to.roles.includes(role))
  return !same && listens(model, to) && !isDeclared(model, from, to)
}

// What no connection leads to does not listen, as far as the config says; what no role names may do anything.
function listens(model: StackModel, { roles, oneShot }: NamedService): boolean {
  const unknown = roles.length === 0 || model.config.intent.reach.length === 0
  return unknown ? !oneShot : model.config.intent.reach.some(({ to }) => roles.includes(to))
}

function isDeclared(model: StackModel, from: NamedService, to: NamedService): boolean {
  return model.config.intent.reach.some(
    (edge) => from.roles.includes(edge.from) && to.roles.includes(edge.to),
  )
}

function nobody(from: NamedService): Finding {
  const seen = { property: 'listening peers that it does not declare', expected: [], actual: [] }
  return findingOf(from, { ...seen, ok: true, path: ['networks'] })
}

function read(model: StackModel, from: NamedService, to: NamedService): Finding {
  const theirs = networkKeys(model, to.name)
  const shared = networkKeys(model, from.name).filter((key) => theirs.includes(key))
  return {
    subject: `${from.subject} → ${to.subject}`,
    property: 'networks that both are on, though no connection is declared',
    expected: [],
    actual: shared,
    ok: shared.length === 0,
    file: from.at('networks', shared[0] ?? ''),
  }
}
