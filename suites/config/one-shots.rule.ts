import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { noneOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** A service that only waits for the start of a migration meets the old schema, and one that fails stops nobody. */
export const awaitedOneShots: Rule<'CFG-19'> = {
  claim: 'CFG-19',
  read: (model) => {
    const all = servicesOf(model)
    const oneShots = new Set(all.filter(({ oneShot }) => oneShot).map(({ name }) => name))
    return all.map((one) => read(one, oneShots))
  },
  bad: () =>
    sampleModel(
      { services: { any: { depends_on: { once: { condition: 'service_started' } } }, once: {} } },
      { roles: { migrate: 'once' } },
    ),
}

function read(one: NamedService, oneShots: ReadonlySet<string>): Finding {
  const hasty = Object.entries(one.service.depends_on ?? {}).flatMap(([name, { condition, required }]) => {
    const waits = condition === 'service_completed_successfully' && required !== false
    return oneShots.has(name) && !waits ? [name] : []
  })
  return noneOf(one, 'one-shots that it does not wait for', hasty, 'depends_on')
}
