import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { alternativesOf, commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import { isDump } from './dump.ts'
import { endsScript } from './ending.ts'
import { mostRead, unwatchedDumps } from './unwatched.ts'

type Alternative = ReturnType<typeof alternativesOf>[number]

const script = (body: string) => ({ 'ops/backup.sh': `#!/bin/bash\nset -euo pipefail\n${body}\n` })
const loose = (body: string, first = '#!/bin/bash') => ({ 'ops/backup.sh': `${first}\n${body}\n` })
const dump = 'docker compose exec -T db pg_dump shop > /b/shop.sql'
const prune = 'find /b -name "*.gz" -mtime +7 -delete'

/** What follows an `||` that only talks goes on: old backups are pruned, and the script ends well. */
export const dumpSwallowed = folderRule({
  claim: 'DATA-55',
  read: ({ scripts }) => scripts.flatMap(read),
  red: [
    script('pg_dump shop > /b/shop.sql || echo "dump failed"\nfind /b -mtime +7 -delete'),
    script('docker exec db mysqldump shop > /b/shop.sql || true'),
    script('pg_dump -Fc shop | gzip > /b/x.gz || log_warn "no dump"'),
    script('pg_dump shop > /b/shop.sql || exit 0'),
    script('pg_dump shop > /b/shop.sql || { echo failed; exit 0; }'),
    script(
      'failure_mail() { echo "$1" | mail -s failed ops; }\npg_dump shop > /b/s.sql || failure_mail shop\ngzip /b/s.sql',
    ),
    script('error() { echo "$1" >&2; }\npg_dump shop > /b/s.sql || error failed\ngzip /b/s.sql'),
    script('pg_dump shop > /b/s.sql || FAILED=1\nfind /b -mtime +7 -delete'),
    loose('error() { echo "$1"; return 1; }\npg_dump shop > /b/s.sql || error failed\ngzip /b/s.sql'),
    loose(`${dump}\ngzip /b/shop.sql\n${prune}`),
    loose('pg_dump -Fc shop > /b/shop.dump\necho "Backup complete: /b/shop.dump"', '#!/bin/sh'),
    loose(`set -o pipefail\npg_dump shop | gzip > /b/shop.gz\n${prune}`),
    loose('cd /b\nfor db in a b; do\n  pg_dump $db > $db.sql\ndone\nls -t | tail -n +8 | xargs rm -f'),
    loose(`main() {\n  prune() { ${prune}; }\n  ${dump}\n  gzip /b/shop.sql\n  prune\n}\nmain`),
    script(`if ${dump}; then\n  gzip /b/shop.sql\nelse\n  echo "dump failed"\nfi\n${prune}`),
    script(`if ! ${dump}; then\n  echo "dump failed"\nfi\n${prune}`),
    script(
      `if pg_dump shop | gzip >/b/s.tmp; then\n  mv /b/s.tmp /b/s.gz\nelse\n  echo failed >&2; rm -f /b/s.tmp\nfi\n${prune} || true`,
    ),
    { 'ops/crontab': '0 3 * * * pg_dump shop > /b/shop.sql; find /b -mtime +7 -delete\n' },
  ],
  green: [
    script('pg_dump shop > /b/shop.sql || exit 1'),
    script('pg_dump shop > /b/shop.sql || { echo failed; exit 1; }'),
    script(
      'pg_dump shop > /b/a.sql || die "failed"\npg_dump x > /b/x.sql || return 1\ndocker rm -f old || true',
    ),
    script('error() { echo "$1" >&2; exit 1; }\npg_dump shop > /b/s.sql || error "dump failed"'),
    script(
      'oops() { log "$1"; fail_all; }\nfail_all() { return 1; }\npg_dump shop > /b/s.sql || oops failed',
    ),
    script('rc=0\npg_dump shop > /b/s.sql || rc=$?\nfind /tmp -mtime +7 -delete\nexit "$rc"'),
    script('FAILED=0\npg_dump a > /b/a.sql || FAILED=1\nif [ "$FAILED" -ne 0 ]; then exit 1; fi'),
    script('pg_dump a > /b/a.sql || ((failed++))\n((failed == 0))'),
    script('pg_dump shop > /b/s.sql || { echo failed; rc=1; }\nexit ${rc:-0}'),
    script('. ./lib.sh\npg_dump shop > /b/s.sql || fatal "no dump"'),
    { 'ops/crontab': '0 3 * * * pg_dump shop > /b/s.sql || curl -fsS https://hc-ping.com/x/fail\n' },
    loose(`${dump}\nif [ $? -eq 0 ]; then\n  echo "Backup complete"\nelse\n  exit 1\nfi\n${prune}`),
    loose(`set -e\n${dump}\n${prune}`),
    loose(`${dump}\n${prune}`, '#!/bin/sh -e'),
    loose(`trap 'exit 1' ERR\n${dump}\n${prune}`),
    loose(`. "$(dirname "$0")/strict.sh"\n${dump}\n${prune}`),
    loose(`${dump} && gzip /b/shop.sql && echo "Backup complete"\n${prune}`),
    loose(`${dump}\n[ -s /b/shop.sql ] || exit 1\n${prune}`),
    loose(`${dump}\nverify_dump /b/shop.sql\n${prune}`),
    loose(`mkdir -p /b\n${prune}\necho "Backup complete soon"\n${dump}`),
    loose(`case $1 in\n  dump) ${dump} ;;\n  prune) ${prune} ;;\nesac`),
    loose(`if [ "$1" = dump ]; then\n  ${dump}\nelse\n  ${prune}\nfi`),
    loose(`backup() { ${dump}; }\nprune() { ${prune}; }\n"$@"`),
    loose(`${dump}\ngzip /b/shop.sql\ndocker compose up -d\necho "Starting"`),
    loose(`if ${dump}; then\n  gzip /b/shop.sql\n  ${prune}\nelse\n  echo failed\nfi`),
    loose(`if ! ${dump}; then\n  echo failed\n  exit 1\nfi\n${prune}`),
    script(`if ! pg_dump shop | gzip >/b/s.gz; then\n  echo failed\n  exit 1\nfi\n${prune}`),
    loose(`if ${dump}; then ok=1; else echo failed; fi\n[ "$ok" = 1 ] && ${prune}`),
  ],
})

function read(script: Script): Finding[] {
  return [
    ...alternativesOf(script)
      .filter(({ tried }) => tried.some((one) => isDump(script, one)))
      .slice(0, mostRead)
      .map((one) => readAlternative(script, one)),
    ...unwatchedDumps(script).map(({ at, harm }) => told(script, at, harm && `goes on: ${harm}`)),
  ]
}

function readAlternative(script: Script, { at, otherwise }: Alternative): Finding {
  const said = otherwise.map(({ words }) => words.join(' ')).find((words) => words !== '')
  const exit = otherwise.find(({ name }) => /^(exit|return)$/.test(name))?.words.join(' ')
  const goesOn = exit ? `ends well: ${exit}` : `goes on with ${said ?? 'a variable that nothing reads'}`
  const ends = endsScript(script, otherwise) || tellsLast(script, otherwise)
  return told(script, at, ends ? undefined : goesOn)
}

/** Nothing goes on after the last command of a script, and somebody hears of it. */
function tellsLast(script: Script, otherwise: readonly ShellCommand[]): boolean {
  const end = Math.max(...otherwise.map(({ node }) => node.end))
  const isLast = commandsOf(script).every(({ node }) => node.pos < end)
  return (
    isLast && otherwise.some(({ name }) => /^(curl|wget|mail|mailx|sendmail|msmtp|notify\w*)$/.test(name))
  )
}

function told(script: Script, at: string, actual: string | undefined): Finding {
  return found({
    at,
    subject: script.name,
    property: 'after a dump that failed',
    expected: 'ends',
    found: actual ?? 'ends',
    ok: actual === undefined,
  })
}
