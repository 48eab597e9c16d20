import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { pipesOf, type Script, setsOption } from '../../harness/folder/shell.ts'
import { isDump } from './dump.ts'

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
    script(
      'set -euo pipefail\ndocker compose exec -T db sh -c \'mysqldump -A -p"$PW" | gzip\' > /b/all.sql.gz',
    ),
    script("set -euo pipefail\nssh db1 'pg_dump shop | gzip' > /b/shop.gz"),
    script("set -e\n$DOCKER exec db bash -c 'pg_dumpall -c -U postgres' | gzip > /b/all.gz"),
    script('set -e\nPGPASSWORD=x sudo -u postgres /usr/bin/pg_dump shop | gzip > /b/shop.gz'),
    script('set -e\nkubectl exec -n shop db-0 -- pg_dump shop | gzip > /b/shop.gz'),
    script('set -e\ndocker run --rm -e PGPASSWORD -v /b:/b postgres:16 pg_dump -h db shop | gzip > /b/x.gz'),
  ],
  green: [
    script('set -euo pipefail\npg_dump shop | gzip > /backups/shop.gz'),
    script('set -e\nset -o pipefail\npg_dump shop | gzip > /backups/shop.gz'),
    script('pg_dump --format=custom --file=/b/shop.dump shop\ngzip /b/shop.dump'),
    script('pg_dump shop | gzip > /b/x.gz\n[ "${PIPESTATUS[0]}" -eq 0 ] || exit 1'),
    script('set -o pipefail\npg_dump a | gzip > a.gz\nps aux | grep pg_dump | wc -l'),
    script('echo "Starting pg_dump of shop" | tee -a log\nprintf "%s\\n" "pg_dump" | tee -a log'),
    script('pg_dump --version | head -1\ndocker exec db mysqldump --version | head -1\nman pg_dump | cat'),
    script('command -v pg_dump | tee log\nwhich pg_dump | head -1\napt-get install -y pg_dump | tail -1'),
    script("docker compose exec -T db bash -o pipefail -c 'mysqldump -A | gzip' > /b/all.sql.gz"),
    script("docker compose exec -T db bash -c 'set -o pipefail; mysqldump -A | gzip' > /b/all.sql.gz"),
    script("docker compose exec -T db sh -c 'echo pg_dump | cat; pg_dump shop' > /b/all.sql"),
    {
      '.github/workflows/b.yml':
        'jobs: { b: { steps: [{ shell: bash, run: "pg_dump $URL | gzip > d.gz" }] } }',
    },
  ],
})

function read(script: Script): Finding[] {
  const kept = setsOption(script, 'pipefail') || /PIPESTATUS|pipestatus/.test(script.text)
  return pipesOf(script).flatMap(({ at, commands }) => {
    const dump = commands.slice(0, -1).find((one) => isDump(script, one))
    if (dump === undefined) return []
    const last = commands.at(-1)?.name ?? 'its last program'
    const property = 'status of the pipe'
    const actual = kept ? 'that of the dump' : `that of ${last} alone: a failed dump ends well`
    return [
      found({ at, subject: script.name, property, expected: 'that of the dump', found: actual, ok: kept }),
    ]
  })
}
