import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { engineExec } from '../../harness/folder/engine-exec.ts'
import { commandsOf, pipesOf, type Script } from '../../harness/folder/shell.ts'

/** With a terminal every line end becomes two characters, and where there is no terminal Docker refuses. */
export const terminal = folderRule({
  claim: 'DATA-52',
  read: ({ scripts }) => scripts.flatMap(read),
  red: [
    { 'backup.sh': '#!/bin/sh\ndocker exec -t db pg_dump -Fc shop > shop.dump\n' },
    { 'ops/crontab': '0 3 * * * docker exec -it db /backup.sh\n' },
    { 'backup.sh': '#!/bin/bash\nset -o pipefail\ndocker exec -ti db mysqldump shop | gzip > shop.gz\n' },
    {
      '.github/workflows/d.yml': 'jobs: { d: { steps: [{ run: docker exec -it app ./manage.py migrate }] } }',
    },
  ],
  green: [
    { 'backup.sh': '#!/bin/sh\ndocker exec db pg_dump -Fc shop > shop.dump\n' },
    { 'shell.sh': '#!/bin/sh\ndocker exec -it db psql\n' },
    { 'restore.sh': '#!/bin/sh\ndocker exec -i db pg_restore -d shop < shop.dump\n' },
    {
      'backup.sh':
        '#!/bin/sh\ndocker exec --user postgres db pg_dump shop > d.sql\ndocker exec db tar -t -f x > list\n',
    },
    { 'backup.sh': '#!/bin/sh\ndocker exec -uroot db pg_dump shop > shop.sql\n' },
  ],
})

function read(script: Script): Finding[] {
  const piped = new Set(
    pipesOf(script).flatMap(({ commands }) => commands.slice(0, -1).map(({ node }) => node)),
  )
  const nobodyThere = script.kind === 'crontab' || script.kind === 'step'
  return commandsOf(script).flatMap((one): Finding[] => {
    const exec = engineExec(one.words)
    // Compose's own has a terminal unless it is told to have none.
    if (exec?.by !== 'engine') return []
    const { flags } = exec
    const kept = piped.has(one.node) || one.outputs.some((output) => !/^(\/dev\/|&|\d$)/.test(output))
    if (!kept && !nobodyThere) return []
    const ok = !flags.some((flag) => flag === '--tty' || /^-[di]*t/.test(flag))
    const actual = ok ? 'none' : `a terminal (${flags.join(' ')})`
    return [
      found({
        at: one.at,
        subject: script.name,
        property: 'terminal of docker exec',
        expected: 'none',
        found: actual,
        ok,
      }),
    ]
  })
}
