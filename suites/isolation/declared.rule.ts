import type { Finding, Rule } from '../../harness/claims/rule.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { networkKeys, servicesOf } from '../../harness/model/services.ts'
import type { Role } from '../../harness/stack/role.ts'

type Edge = StackModel['config']['intent']['reach'][number]

/** What is declared can be answered at all: both ends exist and meet on a network. */
export const declaredMeet: Rule<'ISO-01'> = {
  claim: 'ISO-01',
  read: (model) => model.config.intent.reach.map((edge) => read(model, edge)),
  bad: () =>
    sampleModel(
      { services: { one: { networks: { a: null } }, two: { networks: { b: null } } } },
      {
        roles: { api: 'one', database: 'two' },
        intent: { reach: [{ from: 'api', to: 'database', port: 5432 }], egress: [] },
      },
    ),
}

function read(model: StackModel, { from, to, port }: Edge): Finding {
  const apart = pairs(model, from, to).filter(([one, other]) => !meet(model, one, other))
  const missing = [from, to].filter((role) => model.services[role] === undefined)
  const first = servicesOf(model).find(({ roles }) => roles.includes(from))
  return {
    subject: `${from} → ${to}:${port}`,
    property: 'a network that both are on',
    expected: 'shared',
    actual:
      missing.length > 0 ? `no service is ${missing.join(' nor ')}` : apart.length > 0 ? 'none' : 'shared',
    ok: missing.length === 0 && apart.length === 0,
    file: first?.at('networks') ?? model.locate('services'),
  }
}

function pairs(model: StackModel, from: Role, to: Role): [string, string][] {
  return (model.services[from] ?? []).flatMap((one) =>
    (model.services[to] ?? []).map((other): [string, string] => [one, other]),
  )
}

function meet(model: StackModel, one: string, other: string): boolean {
  const theirs = networkKeys(model, other)
  return networkKeys(model, one).some((key) => theirs.includes(key))
}
