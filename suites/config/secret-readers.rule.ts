import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import type { StackModel } from '../../harness/model/model.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** The config says who alone may have which secret; one that it does not name anyone may have. */
export const secretReaders: Rule<'CFG-15'> = {
  claim: 'CFG-15',
  read: (model) => [
    ...servicesOf(model).map((one) => readService(model, one)),
    ...Object.keys(model.config.intent.secrets).map((secret) => readSecret(model, secret)),
  ],
  bad: () =>
    sampleModel(
      { services: { one: { secrets: [{ source: 'root' }] }, two: { secrets: [{ source: 'root' }] } } },
      {
        roles: { api: 'one', objectStore: 'two' },
        intent: { reach: [], egress: [], secrets: { root: ['objectStore'] } },
      },
    ),
}

function readService({ config }: StackModel, one: NamedService): Finding {
  const held = (one.service.secrets ?? []).map(({ source }) => source)
  const foreign = held.filter((secret) => {
    const readers = config.intent.secrets[secret]
    return readers !== undefined && !one.roles.some((role) => readers.includes(role))
  })
  return findingOf(one, {
    property: 'secrets that only others may have',
    expected: [],
    actual: foreign,
    ok: foreign.length === 0,
    path: ['secrets'],
  })
}

/** A name that no service has any more guards nothing. */
function readSecret(model: StackModel, secret: string): Finding {
  const ok = servicesOf(model).some(({ service }) => service.secrets?.some(({ source }) => source === secret))
  const actual = ok ? 'a service' : 'nobody'
  const file = model.locate('secrets', secret)
  return { subject: `secret ${secret}`, property: 'who has it', expected: 'a service', actual, ok, file }
}
