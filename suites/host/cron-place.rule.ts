import { basename } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'

/** cron's shell is sh: where that is dash it knows no `source`. */
export const cronShell = folderRule({
  claim: 'HST-05',
  read: ({ crontabs, files }) =>
    crontabs.flatMap(({ jobs, file }) => {
      const isBash = /^[ \t]*SHELL[ \t]*=[ \t]*\S*bash/m.test(files.text(file) ?? '')
      return jobs.map(({ command, at, schedule }): Finding => {
        const word = isBash
          ? undefined
          : /(^|[;&|]\s*|\s)(source\s|\[\[\s|\w+=\(|&>|<\()/.exec(command.replace(/(['"]).*?\1/g, ''))?.[2]
        return found({
          at,
          subject: schedule,
          property: 'words that sh does not know',
          expected: 'none',
          found: word?.trim() ?? 'none',
          ok: word === undefined,
        })
      })
    }),
  red: [
    { crontab: '0 3 * * * cd /srv && source .env && ./backup.sh\n' },
    { crontab: '0 3 * * * /srv/backup.sh &> /var/log/backup.log\n' },
  ],
  green: [
    { crontab: 'SHELL=/bin/bash\n0 3 * * * source /srv/.env && ./backup.sh\n' },
    { crontab: '0 3 * * * . /srv/.env; bash -c "source /srv/.env && x"\n' },
  ],
})

/** cron starts in the home of the user: a relative path leads nowhere. */
export const cronPlace = folderRule({
  claim: 'HST-06',
  read: (folder) =>
    folder.scripts
      .filter(({ kind }) => kind === 'crontab')
      .flatMap((line) => {
        const words = line.text.split(/\s+/)
        const called = folder.scripts.find(
          ({ kind, file }) => kind === 'file' && words.some((word) => basename(word) === basename(file)),
        )
        const goes =
          /\bcd\s/.test(line.text) || /^\s*(HOME|COMPOSE_FILE)\s*=/m.test(folder.files.text(line.file) ?? '')
        return [line, ...(called ? [called] : [])].flatMap((script) => readPlaces(script, goes))
      }),
  red: [
    {
      'ops/crontab': '0 3 * * * /opt/shop/ops/backup.sh\n',
      'ops/backup.sh':
        '#!/bin/sh\nset -e\ndocker compose -f docker-compose.prod.yml exec -T db pg_dumpall > /b/all.sql\n',
    },
    { crontab: '0 3 * * * docker compose -f compose.yml run --rm backup\n' },
    { crontab: '0 3 * * * docker compose exec -T db pg_dumpall > /b/all.sql\n' },
  ],
  green: [
    { crontab: '0 3 * * * cd /opt/shop && docker compose -f compose.yml run --rm backup\n' },
    {
      'ops/crontab': '0 3 * * * /opt/shop/ops/backup.sh\n',
      'ops/backup.sh':
        '#!/bin/sh\ncd "$(dirname "$0")/.."\ndocker compose -f docker-compose.prod.yml exec -T db pg_dumpall > /b/all.sql\n',
    },
    { crontab: '0 3 * * * docker compose -f /opt/shop/compose.yml run --rm backup\n' },
    { crontab: '0 3 * * * docker compose -p shop exec -T db pg_dumpall > /b/all.sql\n' },
    { crontab: 'HOME=/opt/shop\n0 3 * * * docker compose exec -T db pg_dumpall > /b/all.sql\n' },
  ],
})

function readPlaces(script: Script, goes: boolean): Finding[] {
  const all = commandsOf(script)
  const cd =
    goes ||
    all.some(({ name }) => name === 'cd' || name === 'pushd') ||
    /--project-directory|COMPOSE_FILE=/.test(script.text)
  return all.flatMap(({ words, at }): Finding[] => {
    const file = words.find((_, index) => /^(-f|--file)$/.test(words[index - 1] ?? ''))
    if (!words.includes('compose') && !/docker-compose$/.test(words[0] ?? '')) return []
    // By the name of a project Compose finds its containers without a file.
    const knows = words.some((word) =>
      /^(-p|--project-name(=.*)?|--file=.*|-f[/$~.].*|version|ls)$/.test(word),
    )
    const ok = cd || (file === undefined ? knows : /^[/$~]/.test(file))
    return [
      found({
        at,
        subject: script.name,
        property: 'Compose file that cron finds',
        expected: 'a whole path, or a cd before',
        found: ok
          ? 'a whole path, or a cd before'
          : (file ?? 'none: the folder that cron starts in has no such file'),
        ok,
      }),
    ]
  })
}
