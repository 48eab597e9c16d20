import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { bytesOf } from '../../harness/model/sizes.ts'

/** Plan 3.8. The engine's own default keeps one file that grows until the disk is full. */
const promised = { driver: 'json-file', 'max-size': '10m', 'max-file': '3' }

export const logRotation: Rule<'CFG-06'> = {
  claim: 'CFG-06',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { logging: { driver: 'json-file' } } } }),
}

function read(one: NamedService): Finding {
  const { driver, options = {} } = one.service.logging ?? {}
  const actual = {
    driver: driver ?? null,
    'max-size': options['max-size'] ?? null,
    'max-file': options['max-file'] ?? null,
  }
  const ok =
    driver === promised.driver &&
    bytesOf(options['max-size']) === bytesOf(promised['max-size']) &&
    options['max-file'] === promised['max-file']
  return findingOf(one, { property: 'logging', expected: promised, actual, ok, path: ['logging'] })
}
