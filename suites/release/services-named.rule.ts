import { basename, dirname, normalize } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { composeCall, givenTo } from '../../harness/folder/compose-call.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { writtenServices } from '../../harness/folder/services-in.ts'
import type { Script } from '../../harness/folder/shell.ts'
import { type Places, placedIn, placesOf } from './places.ts'

const called = (...lines: string[]) => ({ ...compose, 'ops.sh': `#!/bin/sh\n${lines.join('\n')}\n` })
const compose = { 'compose.yml': 'services: { api: { image: a }, db: { image: "postgres:16" } }' }

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
  ps: 99,
  cp: 99,
  top: 99,
  pause: 99,
  unpause: 99,
  watch: 99,
}

/** A script that names a service of yesterday fails at the moment at which it is needed. */
export const servicesNamed = folderRule({
  claim: 'REL-06',
  read: (folder) => {
    const known = servicesOf(folder)
    if (known.size === 0) return []
    const places = placesOf(folder, ({ words }) => namedBy(words).some((name) => known.has(name)))
    return folder.scripts.flatMap((script) =>
      placedIn(script).flatMap(({ command: one, place }) =>
        (isAnother(folder, places, { script, words: one.words, place, known }) ? [] : namedBy(one.words)).map(
          (name): Finding => {
            const ok = known.has(name)
            return found({
              at: one.at,
              subject: script.name,
              property: `service ${name}`,
              expected: 'in a Compose file',
              found: ok ? 'in a Compose file' : `none of ${[...known].slice(0, 12).join(', ')}`,
              ok,
            })
          },
        ),
      ),
    )
  },
  red: [
    { ...compose, 'backup.sh': '#!/bin/sh\ndocker compose exec -T postgres pg_dumpall > all.sql\n' },
    { ...compose, 'deploy.sh': '#!/bin/sh\ndocker-compose -f compose.yml up -d --no-deps backend\n' },
    { ...compose, crontab: '0 3 * * * cd /srv && docker compose run --rm -e A=1 backup\n' },
    called('cd /srv/shop && docker compose up -d api', 'cd /srv/shop && docker compose restart wroker'),
    called('cd /srv/shop', 'git pull', 'docker compose up -d wroker'),
    called('(cd ../gateway && docker compose restart traefik)', 'docker compose logs -f wroker'),
    called('docker compose -f /opt/shop/compose.yml up -d api wroker'),
    called('docker compose ps -q wroker'),
    called('docker compose cp wroker:/data/dump.sql .'),
    called('docker compose build --pull wroker'),
    called('docker compose pause wroker'),
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
    // Of other projects on the same machine.
    called('cd /opt/infra && docker compose up -d tax-api', 'cd /opt/shop', 'docker compose up -d api'),
    called(
      'docker compose -f /opt/infra/compose.yml up -d loki',
      'docker compose -f infra/compose.yml up -d loki',
    ),
    called('(cd ../gateway && docker compose restart traefik)', 'docker compose restart api'),
    called(
      'docker compose --project-directory /opt/mail up -d postfix',
      'docker compose -p mail restart postfix',
    ),
    called('docker compose run --rm --env-from-file ops.env api', 'docker compose cp ./a.sql db:/tmp/a.sql'),
    called(
      'docker compose ps --format json api',
      'docker compose logs -f -n 5 api',
      'docker compose down -v',
    ),
  ],
})

function namedBy(words: readonly string[]): string[] {
  const { verb = '', operands = [] } = composeCall(words) ?? {}
  return operands
    .slice(0, Object.hasOwn(naming, verb) ? naming[verb] : 0)
    .map((word) => (verb === 'cp' ? (/^([^:/]+):/.exec(word)?.[1] ?? '') : word))
    .filter((name) => /^[a-z0-9][\w.-]*$/i.test(name))
}

type Call = {
  script: Script
  words: readonly string[]
  place: string | undefined
  known: ReadonlySet<string>
}

/** Whether a call is for another project: by its files, its name, or the place that it is made in. */
function isAnother({ files }: Folder, places: Places, { script, words, place, known }: Call): boolean {
  const call = composeCall(words)
  if (call === undefined) return false
  const given = givenTo(call, /^(-f|--file)$/).filter((path) => !path.includes('$'))
  const strange = given.filter((path) => !files.list.some((one) => isSame(one.path, path)))
  if (strange.length > 0) return true
  if (namedBy(words).some((name) => known.has(name))) return false
  const absolute = given.filter((path) => /^[/~]/.test(path)).map((path) => dirname(path))
  const from = [...givenTo(call, /^--project-directory$/), ...absolute].filter((path) => !path.includes('$'))
  if ((from.length > 0 ? from : [place]).some((one) => places.isElsewhere(script, one))) return true
  const project = givenTo(call, /^(-p|--project-name)$/).filter((name) => !name.includes('$'))
  return project.length > 0 && given.length === 0
}

/** A path that is told from elsewhere may be this file on another machine when it ends alike. */
function isSame(own: string, path: string): boolean {
  if (/^[/~]|^\.\.\//.test(path)) return basename(own) === basename(path)
  const plain = normalize(path)
  return own === plain || own.endsWith(`/${plain}`)
}

/** Of every Compose file, also those that are not for production: a script may be for either. */
function servicesOf({ files, applications }: Folder): Set<string> {
  if (applications.length === 0) return new Set()
  const merged = applications.flatMap(({ model }) => Object.keys(model.compose.services))
  const written = writtenServices(files).map(([name]) => name)
  return new Set([...merged, ...written])
}
