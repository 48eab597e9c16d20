import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { commandsOf, pipesOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

const script = (body: string) => ({ 'ops/restore.sh': `#!/bin/bash\nset -euo pipefail\n${body}\n` })

/** psql goes on after an error and ends well: half a database is called restored. */
export const restoreStops = folderRule({
  claim: 'DATA-54',
  read: ({ scripts }) => scripts.flatMap(read),
  red: [
    script('psql shop < dump.sql'),
    script('gunzip -c dump.sql.gz | docker exec -i db psql -U shop shop'),
    script('psql -h db -f /sql/migrate.sql shop'),
  ],
  green: [
    script('psql -v ON_ERROR_STOP=1 shop < dump.sql'),
    script('gunzip -c d.gz | docker exec -i db psql --set ON_ERROR_STOP=on -U shop shop'),
    script(
      'psql -c "select 1"\npsql -X --single-transaction -v ON_ERROR_STOP=1 -f a.sql\npg_restore -d shop d.dump\necho "select 1" | psql',
    ),
    {
      'restore.sh':
        '#!/bin/sh\nexport PGOPTIONS=x\nprintf "\\\\set ON_ERROR_STOP on\\n" > ~/.psqlrc\npsql shop < dump.sql\n',
    },
  ],
})

function read(script: Script): Finding[] {
  const fed = new Set(
    pipesOf(script).flatMap(({ commands }) =>
      commands
        .slice(1)
        .filter((_, at) => readsFile(commands[at]))
        .map(({ node }) => node),
    ),
  )
  return commandsOf(script).flatMap((one): Finding[] => {
    const at = one.words.findIndex((word) => /(^|\/)psql$/.test(word))
    const runsFile =
      one.words.slice(at).some((word) => /^(-f\S*|--file.*)$/.test(word)) ||
      hasInput(one) ||
      fed.has(one.node)
    if (at < 0 || !runsFile) return []
    const ok = /ON_ERROR_STOP/.test(script.text)
    return [
      found({
        at: one.at,
        subject: script.name,
        property: 'after a statement that failed psql',
        expected: 'stops',
        found: ok ? 'stops' : 'goes on',
        ok,
      }),
    ]
  })
}

/** What unpacks or prints a file: an echo of one statement is looked at by whoever wrote it. */
function readsFile(one: ShellCommand | undefined): boolean {
  return /^(cat|gunzip|zcat|gzip|zstd|zstdcat|xz|xzcat|bzcat|pv|openssl|gpg|age|aws|curl)$/.test(
    one?.name ?? '',
  )
}

function hasInput({ node }: ShellCommand): boolean {
  return node.redirects.some((one) => one.type === 'Redirect' && one.operator === '<')
}
