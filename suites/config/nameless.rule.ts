import type { Rule } from '../../harness/claims/rule.ts'
import { noneOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { servicesOf } from '../../harness/model/services.ts'

/** What an image declares as a volume and nobody mounts is another one, which the files do not tell. */
export const nameless: Rule<'CFG-23'> = {
  claim: 'CFG-23',
  read: (model) =>
    servicesOf(model).map((one) => {
      const volumes = (one.service.volumes ?? []).filter(({ type }) => type === 'volume')
      const targets = volumes.filter(({ source = '' }) => source === '').map(({ target }) => target)
      return noneOf(one, 'volumes without a name', targets, 'volumes')
    }),
  bad: () => sampleModel({ services: { any: { volumes: [{ type: 'volume', target: '/data' }] } } }),
}
