import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { imageReference, isFullVersion } from '../../harness/model/image-reference.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** What a name means must not change between two starts: no `latest`, no bare major, no moving branch. */
export const imageVersion: Rule<'CFG-07'> = {
  claim: 'CFG-07',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { image: 'postgres:16' } } }),
}

function read(one: NamedService): Finding {
  const actual = one.service.image
  const ok = actual !== undefined && isFullVersion(imageReference(actual))
  const expected = 'a full version, a digest, or a tag that must be set'
  return findingOf(one, { property: 'image', expected, actual, ok, path: ['image'] })
}
