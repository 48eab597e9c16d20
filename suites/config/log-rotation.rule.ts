import type { Finding, Rule } from '../../harness/claims/rule.ts'
import { findingOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'
import { fewestFiles, keptLogs, mostBytes } from './kept-logs.ts'

/** The engine's own default keeps one file that grows until the disk is full. */
export const logRotation: Rule<'CFG-06'> = {
  claim: 'CFG-06',
  read: (model) => servicesOf(model).flatMap(read),
  bad: () => sampleModel({ services: { any: { logging: { driver: 'json-file' } } } }),
}

function read(one: NamedService): Finding[] {
  const { bytes, files } = keptLogs(one.service.logging ?? {})
  const path = ['logging']
  return [
    findingOf(one, {
      property: 'bytes of logs kept',
      expected: { atMost: mostBytes },
      actual: bytes,
      ok: bytes !== null && bytes <= mostBytes,
      path,
    }),
    findingOf(one, {
      property: 'log files kept',
      expected: { atLeast: fewestFiles },
      actual: files,
      ok: files >= fewestFiles,
      path,
    }),
  ]
}
