import type { Finding, Rule } from '../../harness/claims/rule.ts'
import type { Mount } from '../../harness/model/compose.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { isSensitive } from '../../harness/model/host-path.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

/** What is bound from the host is read only, not the host's own, and not propagated back. */
export const hostMounts: Rule<'CFG-12'> = {
  claim: 'CFG-12',
  read: (model) => servicesOf(model).map(read),
  bad: () =>
    sampleModel({
      services: { any: { volumes: [{ type: 'bind', source: '/etc', target: '/x', read_only: true }] } },
    }),
}

function read(one: NamedService): Finding {
  const volumes = one.service.volumes ?? []
  const wrong = volumes.flatMap((mount) =>
    complaints(mount).map((why) => `${mount.source} at ${mount.target}: ${why}`),
  )
  const first = volumes.findIndex((mount) => complaints(mount).length > 0)
  return findingOf(one, {
    property: 'host paths that are sensitive or writable',
    expected: [],
    actual: wrong,
    ok: wrong.length === 0,
    path: ['volumes', String(first)],
  })
}

function complaints({ type, source = '', read_only, bind }: Mount): string[] {
  if (type !== 'bind') return []
  return [
    ...(isSensitive(source) ? ['sensitive'] : []),
    ...(read_only === true ? [] : ['writable']),
    ...(/shared$/.test(String(bind?.propagation ?? '')) ? ['propagated to the host'] : []),
  ]
}
