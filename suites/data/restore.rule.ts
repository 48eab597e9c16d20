import { basename } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { programOf } from '../../harness/folder/programs.ts'
import { commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import { isFed, textsOf } from './fed.ts'

const script = (body: string) => ({ 'ops/restore.sh': `#!/bin/bash\nset -euo pipefail\n${body}\n` })

/** psql goes on after an error and ends well: half a database is called restored. */
export const restoreStops = folderRule({
  claim: 'DATA-54',
  read: ({ scripts }) => scripts.flatMap(read),
  red: [
    script('psql shop < dump.sql'),
    script('gunzip -c dump.sql.gz | docker exec -i db psql -U shop shop'),
    script('psql -h db -f /sql/migrate.sql shop'),
    script('# ON_ERROR_STOP would be good here\npsql shop < dump.sql'),
    script('psql -v ON_ERROR_STOP=1 -f roles.sql\npsql shop < dump.sql'),
    script("docker compose exec -T db sh -c 'psql -U $POSTGRES_USER shop' < dump.sql"),
    script("zcat d.gz | docker exec -i db bash -c 'psql -U shop shop'"),
    script("docker exec db sh -c 'psql -U shop shop < /backups/d.sql'"),
    script('pg_restore -f - d.dump | psql shop'),
    script("sed 's/old/new/' dump.sql | psql shop"),
    script("zcat d.gz | sed 's/old/new/' | psql shop"),
    script('OPTS="-v ON_ERROR_STOP=1"\npsql -U $PGUSER shop < dump.sql'),
    script('pg_dump -h old shop | psql -h new shop'),
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
    script('psql -tAc "select 1" < /dev/null'),
    script('echo "by hand: psql -f dump.sql"\necho psql -f dump.sql\ncommand -v psql -f'),
    script(
      'OPTS="-v ON_ERROR_STOP=1 -X"\npsql $OPTS shop < dump.sql\nARGS=(-X\n  -v ON_ERROR_STOP=1)\npsql "${ARGS[@]}" -f a.sql',
    ),
    script(
      "docker exec -i db sh -c 'psql -v ON_ERROR_STOP=1 -U shop shop' < d.sql\npsql -vON_ERROR_STOP=1 < d.sql",
    ),
    script("echo 'select 1' | sed s/1/2/ | psql\ncat <<EOF | psql\nselect 1;\nEOF\nprintf x | psql -f -"),
    script("{ echo '\\set ON_ERROR_STOP on'; cat dump.sql; } > all.sql\npsql shop < all.sql"),
  ],
})

function read(script: Script): Finding[] {
  if (!script.text.includes('psql')) return []
  const texts = textsOf(script, 'psql')
  const told = toldElsewhere(texts.map(({ text }) => text))
  return texts.flatMap(({ text, fed }) =>
    commandsOf(text).flatMap((one): Finding[] => {
      const words = programOf(one.words)
      if (basename(words[0] ?? '') !== 'psql') return []
      if (!namesFile(words) && !isFed(text, one, fed)) return []
      return [look(script, one, words.some((word) => /ON_ERROR_STOP/.test(word)) || told(words))]
    }),
  )
}

function look(script: Script, { at }: ShellCommand, ok: boolean): Finding {
  const property = 'after a statement that failed psql'
  return found({
    at,
    subject: script.name,
    property,
    expected: 'stops',
    found: ok ? 'stops' : 'goes on',
    ok,
  })
}

/** A file by name; `-` is the standard input. */
function namesFile(words: readonly string[]): boolean {
  return words.some(
    (word, at) => /^(-f[^-]|--file=)/.test(word) || (/^(-f|--file)$/.test(word) && words[at + 1] !== '-'),
  )
}

/** Whether it is set in what psql reads first, or in a variable that stands among its words. */
function toldElsewhere(texts: readonly Script[]): (words: readonly string[]) => boolean {
  const always = texts.some(({ text }) => /\\set\s+ON_ERROR_STOP/.test(text))
  const names = new Set(texts.flatMap((text) => commandsOf(text).flatMap(namesSet)))
  return (words) =>
    always || words.some((word) => names.has(/^\$\{?(\w+)(?:\[[@*]\])?\}?$/.exec(word)?.[1] ?? ''))
}

/** The variables that a command sets to words with ON_ERROR_STOP. */
function namesSet({ words, node }: ShellCommand): string[] {
  const prefix = node.prefix.flatMap((one) => (one.type === 'Assignment' ? [one.text] : []))
  return [...prefix, ...words].flatMap((text) =>
    text.includes('ON_ERROR_STOP') ? (/^(\w+)\+?=/.exec(text)?.[1] ?? []) : [],
  )
}
