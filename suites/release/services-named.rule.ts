import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { bareWords, composeArguments } from '../../harness/folder/programs.ts'
import { writtenServices } from '../../harness/folder/services-in.ts'
import { commandsOf, type ShellCommand } from '../../harness/folder/shell.ts'

const compose = { 'compose.yml': 'services: { api: { image: a }, db: { image: "postgres:16" } }' }

/** Flags of Compose, and of its commands, that take a word of their own. */
const taking =
  /^(-f|--file|-p|--project-name|--env-file|--profile|--project-directory|--ansi|--progress|--parallel|-t|--timeout|--scale|-e|--env|-u|--user|-w|--workdir|--index|--tail|-n|--since|--until|--pull|--wait-timeout|-s|--signal|-v|--volume|--name|--entrypoint|-l|--label|--policy|--exit-code-from|--cap-add|--cap-drop|--memory|-m|--ssh|--build-arg|--attach|--no-attach)$/
/** How many services a command names: `exec` and `run` one, then a command of their own. */
const naming: Record<string, number> = {
  exec: 1,
  run: 1,
  logs: 99,
  restart: 99,
  stop: 99,
  start: 99,
  up: 99,
  pull: 99,
  build: 99,
  rm: 99,
  kill: 99,
  port: 1,
  create: 99,
}

/** A script that names a service of yesterday fails at the moment at which it is needed. */
export const servicesNamed = folderRule({
  claim: 'REL-06',
  read: (folder) => {
    const known = servicesOf(folder)
    if (known.size === 0) return []
    return folder.scripts.flatMap((script) =>
      commandsOf(script).flatMap((one) =>
        namedBy(one).map((name): Finding => {
          const ok = known.has(name)
          return found({
            at: one.at,
            subject: script.name,
            property: `service ${name}`,
            expected: 'in a Compose file',
            found: ok ? 'in a Compose file' : `none of ${[...known].slice(0, 12).join(', ')}`,
            ok,
          })
        }),
      ),
    )
  },
  red: [
    { ...compose, 'backup.sh': '#!/bin/sh\ndocker compose exec -T postgres pg_dumpall > all.sql\n' },
    { ...compose, 'deploy.sh': '#!/bin/sh\ndocker-compose -f compose.yml up -d --no-deps backend\n' },
    { ...compose, crontab: '0 3 * * * cd /srv && docker compose run --rm -e A=1 backup\n' },
  ],
  green: [
    {
      ...compose,
      'backup.sh':
        '#!/bin/sh\ndocker compose exec -T -u postgres db pg_dumpall > all.sql\ndocker compose logs --tail 50 api db\n',
    },
    {
      ...compose,
      'deploy.sh':
        '#!/bin/sh\ndocker compose up -d "$SERVICE"\ndocker compose --profile ops run --rm api migrate up\ndocker compose up -d --scale api=2\n',
    },
    { 'backup.sh': '#!/bin/sh\ndocker compose exec db psql\n' },
  ],
})

function namedBy({ words: written }: ShellCommand): string[] {
  const words = bareWords(written)
  if (!/docker(-compose)?$/.test(words[0] ?? '')) return []
  const [command = '', ...operands] = operandsOf(composeArguments(words))
  return operands
    .slice(0, Object.hasOwn(naming, command) ? naming[command] : 0)
    .filter((name) => /^[a-z0-9][\w.-]*$/i.test(name))
}

function operandsOf(words: readonly string[]): string[] {
  return words.filter((word, at) => !word.startsWith('-') && !taking.test(words[at - 1] ?? ''))
}

/** Of every Compose file, also those that are not for production: a script may be for either. */
function servicesOf({ files, applications }: Folder): Set<string> {
  if (applications.length === 0) return new Set()
  const merged = applications.flatMap(({ model }) => Object.keys(model.compose.services))
  const written = writtenServices(files).map(([name]) => name)
  return new Set([...merged, ...written])
}
