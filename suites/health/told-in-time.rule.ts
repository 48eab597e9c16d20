import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { secondsOf } from '../../harness/model/sizes.ts'

/** Two minutes: what the engine's own defaults come to. */
const most = 120

/** A check that is asked seldom tells of an outage when users have told already. */
export const toldInTime: Rule<'HLT-06'> = {
  claim: 'HLT-06',
  read: (model) =>
    servicesOf(model)
      .filter(({ oneShot }) => !oneShot)
      .flatMap(read),
  bad: () => sampleModel({ services: { any: { healthcheck: { test: ['CMD', 'ask'], interval: '5m' } } } }),
}

// That there is no check is another claim's matter; one whose times nobody knows yet says nothing.
function read(one: NamedService): Finding[] {
  const check = one.service.healthcheck
  if (check === undefined || check.disable === true) return []
  const [interval, timeout] = [secondsOf(check.interval ?? '30s'), secondsOf(check.timeout ?? '30s')]
  if (interval === undefined || timeout === undefined) return []
  const seconds = Number(check.retries ?? 3) * interval + timeout
  const seen = { property: 'seconds until a failing check is told', expected: { atMost: most } }
  return [findingOf(one, { ...seen, actual: seconds, ok: seconds <= most, path: ['healthcheck'] })]
}
