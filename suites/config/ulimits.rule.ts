import type { Rule } from '../../harness/claims/rule.ts'
import { noneOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { servicesOf } from '../../harness/model/services.ts'

export const ulimits: Rule<'CFG-21'> = {
  claim: 'CFG-21',
  read: (model) =>
    servicesOf(model).map((one) => {
      const set = Object.keys(one.service.ulimits ?? {})
      return noneOf(one, 'ulimits of its own', set, 'ulimits')
    }),
  bad: () => sampleModel({ services: { any: { ulimits: { nofile: 1048576 } } } }),
}
