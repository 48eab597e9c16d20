import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { each } from './each-service.ts'

const app = (service: string) => ({ 'compose.yml': `services: { api: { ${service} } }` })

/** json-file is the engine's own, and keeps one file that grows until the disk is full. */
export const logsEnd = folderRule({
  claim: 'CFG-65',
  read: (folder) =>
    each(folder, (one): Finding[] => {
      if (!one.stays) return []
      const { driver = 'json-file', options = {} } = one.service.logging ?? {}
      const ok = driver !== 'json-file' || 'max-size' in options
      const actual = ok ? 'bounded, or kept elsewhere' : 'json-file without max-size'
      const at = one.at('logging')
      return [
        found({
          at,
          subject: one.name,
          property: 'log',
          expected: 'bounded, or kept elsewhere',
          found: actual,
          ok,
        }),
      ]
    }),
  red: [app('image: a'), app('image: a, logging: { driver: json-file, options: { max-file: "3" } }')],
  green: [
    app('image: a, logging: { driver: json-file, options: { max-size: "${SIZE}" } }'),
    app('image: a, logging: { driver: local }'),
    app('image: a, logging: { driver: journald }'),
    app('image: a, logging: { options: { max-size: 50m, max-file: "5" } }'),
  ],
})
