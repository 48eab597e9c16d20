import type { Finding, Rule } from '../../harness/claims/rule.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { servicesOf } from '../../harness/model/services.ts'

/** The config says who may have which secret; one that it does not name is nobody's matter here. */
export const secretReaders: Rule<'CFG-15'> = {
  claim: 'CFG-15',
  read: (model) =>
    Object.entries(model.config.intent.secrets).map(([secret, readers]) => read(model, secret, readers)),
  bad: () =>
    sampleModel(
      { services: { one: { secrets: [{ source: 'root' }] }, two: { secrets: [{ source: 'root' }] } } },
      {
        roles: { api: 'one', objectStore: 'two' },
        intent: { reach: [], egress: [], secrets: { root: ['objectStore'] } },
      },
    ),
}

function read(model: StackModel, secret: string, readers: readonly string[]): Finding {
  const holders = servicesOf(model).filter(({ service }) =>
    (service.secrets ?? []).some(({ source }) => source === secret),
  )
  const others = holders.filter(({ roles }) => !roles.some((role) => readers.includes(role)))
  return {
    subject: [`secret ${secret}`, ...others.map((one) => one.subject)].join(', '),
    property: 'services that have it and are not named for it',
    expected: [],
    actual: holders.length === 0 ? ['nobody has it: a name that is gone'] : others.map(({ name }) => name),
    ok: holders.length > 0 && others.length === 0,
    file: others[0]?.at('secrets') ?? model.locate('secrets', secret),
  }
}
