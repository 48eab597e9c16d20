import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { pipesOf, type Script, type ShellCommand, setsOption } from '../../harness/folder/shell.ts'

const dumps = /^(pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|mariabackup|xtrabackup)$/
const script = (body: string, first = '#!/bin/bash') => ({ 'ops/backup.sh': `${first}\n${body}\n` })

/** A pipe ends with the status of its last program, and that one is glad to pack nothing. */
export const dumpStatus = folderRule({
  claim: 'DATA-51',
  read: ({ scripts }) => scripts.flatMap(read),
  red: [
    script('set -e\npg_dump shop | gzip > /backups/shop.gz'),
    script('docker exec db pg_dump -U shop shop | gzip > "/b/$(date +%F).gz"', '#!/bin/sh'),
    script('set -eu\ndocker compose exec -T db mysqldump shop | zstd | aws s3 cp - s3://b/shop.zst'),
    { 'ops/crontab': '0 3 * * * docker exec db pg_dump shop | gzip > /b/shop.gz\n' },
    { '.github/workflows/b.yml': 'jobs: { b: { steps: [{ run: "pg_dump $URL | gzip > d.gz" }] } }' },
  ],
  green: [
    script('set -euo pipefail\npg_dump shop | gzip > /backups/shop.gz'),
    script('set -e\nset -o pipefail\npg_dump shop | gzip > /backups/shop.gz'),
    script('pg_dump --format=custom --file=/b/shop.dump shop\ngzip /b/shop.dump'),
    script('pg_dump shop | gzip > /b/x.gz\n[ "${PIPESTATUS[0]}" -eq 0 ] || exit 1'),
    {
      '.github/workflows/b.yml':
        'jobs: { b: { steps: [{ shell: bash, run: "pg_dump $URL | gzip > d.gz" }] } }',
    },
  ],
})

function read(script: Script): Finding[] {
  const kept = setsOption(script, 'pipefail') || /PIPESTATUS|pipestatus/.test(script.text)
  return pipesOf(script).flatMap(({ at, commands }) => {
    const dump = commands.slice(0, -1).find(isDump)
    if (dump === undefined) return []
    const last = commands.at(-1)?.name ?? 'its last program'
    const property = 'status of the pipe'
    const actual = kept ? 'that of the dump' : `that of ${last} alone: a failed dump ends well`
    return [
      found({ at, subject: script.name, property, expected: 'that of the dump', found: actual, ok: kept }),
    ]
  })
}

/** A dump by itself or inside a container. */
export function isDump({ words }: ShellCommand): boolean {
  return words.some((word) => word.split(/\s+/).some((part) => dumps.test(part.replace(/^.*\//, ''))))
}
