import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { secondsOf } from '../../harness/model/sizes.ts'
import type { Role } from '../../harness/stack/role.ts'

/** Without it the first checks of a slow start count, and a deploy that waits for it gives up. */
export const startAllowed: Rule<'HLT-10'> = {
  claim: 'HLT-10',
  // That there is no check is another claim's matter.
  read: (model) =>
    servicesOf(model)
      .filter(
        ({ oneShot, service: { healthcheck } }) =>
          !oneShot && healthcheck !== undefined && healthcheck.disable !== true,
      )
      .map((one) => {
        const property = 'seconds in which a failed check does not count'
        return declared(one, property, one.service.healthcheck?.start_period, ['healthcheck', 'start_period'])
      }),
  bad: () => sampleModel({ services: { any: { healthcheck: { test: ['CMD', 'ask'] } } } }),
}

const atWork: readonly Role[] = ['edge', 'api', 'worker', 'database']

/** Where nobody decided the engine kills after ten seconds, whatever is under way. */
export const endAllowed: Rule<'HLT-11'> = {
  claim: 'HLT-11',
  read: (model) =>
    servicesOf(model)
      .filter(({ roles }) => roles.some((role) => atWork.includes(role)))
      .map((one) => {
        const property = 'seconds to end in, as declared'
        return declared(one, property, one.service.stop_grace_period, ['stop_grace_period'])
      }),
  bad: () => sampleModel({ services: { any: {} } }, { roles: { database: 'any' } }),
}

function declared(one: NamedService, property: string, given: unknown, path: string[]): Finding {
  const seconds = typeof given === 'string' ? secondsOf(given) : undefined
  const ok = seconds !== undefined && seconds >= 1
  return findingOf(one, { property, expected: { atLeast: 1 }, actual: seconds, ok, path })
}
