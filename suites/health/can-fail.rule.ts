import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import { canFail, curlsFail, healthCommand } from '../../harness/model/health-command.ts'

const check = (test: string) => ({
  'compose.yml': `services: { a: { image: a, healthcheck: { test: ${test} } } }`,
})

/** A check that always ends well keeps a dead service in the turn. */
export const checkFails = folderRule({
  claim: 'HLT-53',
  read: (folder) =>
    servicesIn(folder).flatMap(({ name, service: { healthcheck }, at }): Finding[] => {
      const command = healthCommand(healthcheck?.test)
      if (command === undefined || healthcheck?.disable === true) return []
      const ok = canFail(command) && curlsFail(command.line)
      return [
        found({
          at: at('healthcheck', 'test'),
          subject: name,
          property: 'health check',
          expected: 'one that can fail',
          found: ok ? 'one that can fail' : command.line,
          ok,
        }),
      ]
    }),
  red: [
    check('"curl http://localhost:3000 || true"'),
    check('[CMD, curl, -s, "http://localhost"]'),
    check('"pg_isready; exit 0"'),
    check('[CMD-SHELL, "ps aux | grep node | cat"]'),
  ],
  green: [
    check('"curl -f http://localhost || exit 1"'),
    check('[CMD, pg_isready]'),
    check('[NONE]'),
    check('"wget -qO- http://localhost | grep ok"'),
  ],
})
