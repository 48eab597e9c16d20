import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import { canFail, curlsFail } from '../../harness/model/health-command.ts'
import { checkOf } from './image-check.ts'

const check = (test: string) => ({
  'compose.yml': `services: { a: { image: a, healthcheck: { test: ${test} } } }`,
})

const image = (check: string, service = 'build: .') => ({
  'compose.yml': `services: { a: { ${service} } }`,
  Dockerfile: `FROM node:22-alpine AS base\nHEALTHCHECK ${check}\nFROM base\n`,
})

/** A check that always ends well keeps a dead service in the turn. */
export const checkFails = folderRule({
  claim: 'HLT-53',
  read: (folder) =>
    servicesIn(folder).flatMap((one): Finding[] => {
      const check = checkOf(folder, one)
      if (check === undefined) return []
      const { command, at } = check
      const ok = canFail(command) && curlsFail(command.line)
      const expected = 'one that can fail'
      return [
        found({
          at,
          subject: one.name,
          property: 'health check',
          expected,
          found: ok ? expected : command.line,
          ok,
        }),
      ]
    }),
  red: [
    check('"curl http://localhost:3000 || true"'),
    check('[CMD, curl, -s, "http://localhost"]'),
    check('"pg_isready; exit 0"'),
    check('[CMD-SHELL, "ps aux | grep node | cat"]'),
    image('--interval=5s --timeout=3s \\\n  CMD wget -qO- http://localhost:3000 || true'),
    image('CMD ["curl", "http://localhost:3000"]', 'build: ., healthcheck: { interval: 5s }'),
  ],
  green: [
    check('"curl -f http://localhost || exit 1"'),
    check('[CMD, pg_isready]'),
    check('[NONE]'),
    image('NONE'),
    image('CMD wget -qO- http://localhost:3000 || exit 1'),
    image('CMD true', 'build: ., healthcheck: { test: [CMD, pg_isready] }'),
    image('CMD true', 'build: ., healthcheck: { disable: true }'),
    image('CMD true', 'image: a'),
    check('"wget -qO- http://localhost | grep ok"'),
  ],
})
