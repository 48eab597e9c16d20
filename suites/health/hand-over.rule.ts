import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'
import { firstScripts } from './first-script.ts'
import { endOf, stays } from './script-end.ts'

const docker = (entrypoint: string, script: string) => ({
  Dockerfile: `FROM alpine:3.20\nCOPY entrypoint.sh /\nENTRYPOINT ${entrypoint}\n`,
  'entrypoint.sh': `#!/bin/sh\nset -e\n${script}\n`,
})

const started = (lines: string, script: string, more: Record<string, string> = {}) => ({
  Dockerfile: `FROM alpine:3.20\nCOPY start.sh /\n${lines}\n`,
  'start.sh': `#!/bin/sh\nset -e\n${script}\n`,
  ...more,
})

/** A shell that stays in front keeps the stop signal: each deploy waits out the grace, and then kills. */
export const handOver = folderRule({
  claim: 'HLT-52',
  read: (folder) => firstScripts(folder, read),
  red: [
    docker('["/entrypoint.sh"]', 'echo ready\n"$@"'),
    docker('["sh", "/entrypoint.sh"]', 'npm run migrate\nnode server.js'),
    {
      'compose.yml':
        'services: { api: { image: a, entrypoint: ["/bin/sh", "/ops/start.sh"], volumes: ["./ops:/ops:ro"] } }',
      'ops/start.sh': '#!/bin/sh\nuvicorn app:app --host 0.0.0.0\n',
    },
    started('CMD ["/start.sh"]', 'npm run migrate && node server.js'),
    started('CMD ["sh", "./start.sh"]', 'python -m gunicorn app:app'),
    started('ENTRYPOINT ["/e.sh"]\nCMD ["/start.sh"]', 'bundle exec puma', {
      'e.sh': '#!/bin/sh\nexec "$@"\n',
    }),
    started('CMD ["node", "."]', 'php artisan serve --host 0.0.0.0', {
      'compose.yml': 'services: { api: { build: ., command: ["sh", "./start.sh"] } }',
    }),
    started(
      'CMD ["/start.sh"]',
      'if [ "$1" = worker ]; then\n  celery -A app worker\nelse\n  gunicorn app:app\nfi',
      { 'compose.yml': 'services: { api: { build: . } }' },
    ),
    {
      Dockerfile: 'FROM php:8.3-fpm\nCOPY docker/entrypoint.sh /e.sh\nENTRYPOINT ["/e.sh"]\n',
      'docker/entrypoint.sh': '#!/bin/sh\nphp artisan migrate\nphp-fpm\n',
    },
  ],
  green: [
    docker('["/entrypoint.sh"]', 'echo ready\nexec "$@"'),
    docker('["/entrypoint.sh"]', 'if [ "$1" = web ]; then exec node server.js; fi\nexec "$@"'),
    docker('["/entrypoint.sh"]', 'trap "kill $pid" TERM\nnode server.js & pid=$!\nwait $pid'),
    docker('["tini", "-g", "--", "/entrypoint.sh"]', 'node server.js'),
    docker('["/entrypoint.sh"]', 'case "$1" in web) exec node . ;; *) exec "$@" ;; esac'),
    started('CMD ["/start.sh"]', 'npm run migrate && exec node server.js'),
    started('CMD ["/start.sh"]', 'if [ "$DEV" ]; then npm run dev; else exec node .; fi'),
    started('CMD ["/start.sh"]', 'node server.js || exit 1'),
    started('ENTRYPOINT ["tini", "-g", "--"]\nCMD ["/start.sh"]', 'node server.js'),
    started('CMD ["/start.sh"]', 'node server.js', {
      'compose.yml': 'services: { api: { build: ., command: ["node", "."] }, w: { build: ., init: true } }',
    }),
    started('CMD ["node", "."]', 'node cleanup.js', {
      'compose.yml': 'services: { migrate: { build: ., command: ./start.sh } }',
    }),
    started('CMD ["node", "."]', 'node server.js', {
      'compose.yml': 'services: { api: { build: ., command: sh -c "./start.sh & ./other" } }',
    }),
    started('CMD ["/start.sh"]', 'exec node .', { 'ops/start.sh': '#!/bin/sh\nnpm run dev\n' }),
  ],
})

function read(script: Script): Finding[] {
  const end = endOf(script)
  if (end === undefined) return []
  const traps = commandsOf(script).some(({ name }) => name === 'trap' || name === 'wait')
  const ok = traps || end.name === 'exec' || !stays(end.words)
  const actual = ok ? 'handed over' : `kept by the shell while ${end.words.join(' ')} runs`
  return [
    found({
      at: end.at,
      subject: script.name,
      property: 'the stop signal',
      expected: 'handed over',
      found: actual,
      ok,
    }),
  ]
}
