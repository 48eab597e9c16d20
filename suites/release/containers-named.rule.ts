import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { bareWords } from '../../harness/folder/programs.ts'
import { writtenServices } from '../../harness/folder/services-in.ts'
import { commandsOf } from '../../harness/folder/shell.ts'
import { entriesOf, textOf } from '../../harness/model/node.ts'

const compose = { 'compose.yml': 'services: { api: { image: a }, db: { image: "postgres:16" } }' }
const script = (...lines: string[]) => ({ 'backup.sh': `#!/bin/sh\n${lines.join('\n')}\n` })

const verbs =
  /^(exec|logs|cp|inspect|restart|stop|start|kill|rm|top|port|pause|unpause|wait|update|attach|commit|export)$/
/** Flags with a word of their own. For `exec`, `-t` has none. */
const taking = {
  exec: /^(-e|--env|--env-file|-u|--user|-w|--workdir|--detach-keys)$/,
  others:
    /^(--tail|-n|--since|--until|-t|--time|--timeout|-s|--signal|-f|--format|--type|--memory|-m|--cpus|--restart|-o|--output|-a|--author|-c|--change)$/,
}

/** Compose calls a container of service `db` `shop-db-1`: `docker exec db` finds it only where it is named so. */
export const containersNamed = folderRule({
  claim: 'REL-10',
  read: (folder) => {
    const { services, containers } = namesOf(folder)
    return folder.scripts.flatMap((one) =>
      commandsOf(one).flatMap(({ words, at }) =>
        containersOf(words, one.kind).flatMap((name): Finding[] => {
          const ok = containers.has(name)
          // What is neither may stand on that machine by other means.
          if (!ok && !services.has(name)) return []
          const expected = 'a container of that name'
          const actual = ok ? expected : 'a service of that name, whose container is called otherwise'
          return [
            found({ at, subject: one.name, property: `container ${name}`, expected, found: actual, ok }),
          ]
        }),
      ),
    )
  },
  red: [
    { ...compose, ...script('docker exec -t db pg_dumpall -U postgres > all.sql') },
    { ...compose, ...script('sudo docker cp db:/var/lib/dump.sql .') },
    {
      'compose.yml': 'services:\n  db:\n    image: "postgres:16"\n    container_name: shop-db\n',
      crontab: '0 3 * * * docker restart db\n',
    },
  ],
  green: [
    {
      'compose.yml': 'services:\n  db:\n    image: "postgres:16"\n    container_name: db\n',
      ...script('docker exec db pg_dumpall > all.sql'),
    },
    { ...compose, ...script('docker compose exec -T db pg_dumpall > all.sql', 'docker logs "$ID"') },
    { ...compose, ...script('docker run -d --name db postgres:16', 'docker exec db psql') },
    { ...compose, ...script('docker exec shop-db-1 psql', 'docker exec $(docker compose ps -q db) psql') },
    { ...compose, ...script('docker image inspect api', 'docker volume rm db', 'docker rm -f other') },
  ],
})

function containersOf(written: readonly string[], kind: string): string[] {
  const words = bareWords(written)
  if (!/(^|\/)(docker|podman)$/.test(words[0] ?? '') || kind === 'step') return []
  const [verb = '', ...rest] = words[1] === 'container' ? words.slice(2) : words.slice(1)
  if (!verbs.test(verb)) return []
  const takes = verb === 'exec' ? taking.exec : taking.others
  const operands = rest.filter((word, at) => !word.startsWith('-') && !takes.test(rest[at - 1] ?? ''))
  const most = /^(exec|top|port|commit|export|attach)$/.test(verb) ? 1 : operands.length
  return operands
    .slice(0, most)
    .map((word) => (verb === 'cp' ? (/^([\w.-]+):/.exec(word)?.[1] ?? '') : word))
    .filter((name) => /^[a-z0-9][\w.-]*$/i.test(name))
}

/** Of every Compose file, and what scripts name by `--name`. */
function namesOf({ files, scripts }: Folder): { services: Set<string>; containers: Set<string> } {
  const services = writtenServices(files)
  const named = services.flatMap(([, node]) => textOf(entriesOf(node).get('container_name')) ?? [])
  const ran = scripts.flatMap((one) =>
    commandsOf(one).flatMap(({ words }) =>
      words.flatMap((word, at) => {
        const given = word === '--name' ? words[at + 1] : /^--name=(.+)/.exec(word)?.[1]
        return given === undefined ? [] : [given]
      }),
    ),
  )
  return { services: new Set(services.map(([name]) => name)), containers: new Set([...named, ...ran]) }
}
