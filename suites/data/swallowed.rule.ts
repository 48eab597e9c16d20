import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { alternativesOf, type Script } from '../../harness/folder/shell.ts'
import { isDump } from './dump.ts'

const script = (body: string) => ({ 'ops/backup.sh': `#!/bin/bash\nset -euo pipefail\n${body}\n` })

/** What follows an `||` that only talks goes on: old backups are pruned, and the script ends well. */
export const dumpSwallowed = folderRule({
  claim: 'DATA-55',
  read: ({ scripts }) => scripts.flatMap(read),
  red: [
    script('pg_dump shop > /b/shop.sql || echo "dump failed"\nfind /b -mtime +7 -delete'),
    script('docker exec db mysqldump shop > /b/shop.sql || true'),
    script('pg_dump -Fc shop | gzip > /b/x.gz || log_warn "no dump"'),
  ],
  green: [
    script('pg_dump shop > /b/shop.sql || exit 1'),
    script('pg_dump shop > /b/shop.sql || { echo failed; exit 1; }'),
    script(
      'pg_dump shop > /b/a.sql || die "failed"\npg_dump x > /b/x.sql || return 1\ndocker rm -f old || true',
    ),
  ],
})

function read(script: Script): Finding[] {
  return alternativesOf(script).flatMap(({ at, tried, otherwise }): Finding[] => {
    if (!tried.some((one) => isDump(script, one))) return []
    const gives = otherwise.some(({ name }) =>
      /^(exit|return|false|die|fail|fatal|abort|error_exit|kill)/.test(name),
    )
    const words = otherwise[0]?.words.join(' ') ?? 'nothing'
    return [
      found({
        at,
        subject: script.name,
        property: 'after a dump that failed',
        expected: 'ends',
        found: gives ? 'ends' : `goes on with ${words}`,
        ok: gives,
      }),
    ]
  })
}
