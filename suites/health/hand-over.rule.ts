import { basename } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'

const docker = (entrypoint: string, script: string) => ({
  Dockerfile: `FROM alpine:3.20\nCOPY entrypoint.sh /\nENTRYPOINT ${entrypoint}\n`,
  'entrypoint.sh': `#!/bin/sh\nset -e\n${script}\n`,
})

/** A shell that stays in front keeps the stop signal: each deploy waits out the grace, and then kills. */
export const handOver = folderRule({
  claim: 'HLT-52',
  read: ({ scripts, ...folder }) =>
    scripts.filter((one) => isEntrypoint({ scripts, ...folder }, one)).flatMap(read),
  red: [
    docker('["/entrypoint.sh"]', 'echo ready\n"$@"'),
    docker('["sh", "/entrypoint.sh"]', 'npm run migrate\nnode server.js'),
    {
      'compose.yml':
        'services: { api: { image: a, entrypoint: ["/bin/sh", "/ops/start.sh"], volumes: ["./ops:/ops:ro"] } }',
      'ops/start.sh': '#!/bin/sh\nuvicorn app:app --host 0.0.0.0\n',
    },
  ],
  green: [
    docker('["/entrypoint.sh"]', 'echo ready\nexec "$@"'),
    docker('["/entrypoint.sh"]', 'if [ "$1" = web ]; then exec node server.js; fi\nexec "$@"'),
    docker('["/entrypoint.sh"]', 'trap "kill $pid" TERM\nnode server.js & pid=$!\nwait $pid'),
    docker('["tini", "-g", "--", "/entrypoint.sh"]', 'node server.js'),
    docker('["/entrypoint.sh"]', 'case "$1" in web) exec node . ;; *) exec "$@" ;; esac'),
  ],
})

function read(script: Script): Finding[] {
  const last = script.tree.commands.at(-1)
  const whole = commandsOf(script)
  const end = last && whole.find(({ node }) => node.pos === last.command.pos)
  // What ends in a block, a loop or a list is not told by its last line.
  if (last === undefined || last.background === true || last.command.type !== 'Command' || end === undefined)
    return []
  const traps = whole.some(({ name }) => name === 'trap' || name === 'wait')
  const ok = traps || end.name === 'exec' || !stays(end.words)
  const actual = ok ? 'handed over' : `kept by the shell while ${end.words.join(' ')} runs`
  return [
    found({
      at: end.at,
      subject: script.name,
      property: 'the stop signal',
      expected: 'handed over',
      found: actual,
      ok,
    }),
  ]
}

/** Commands that run as long as the container: what it was given, and servers by their names. */
function stays(words: readonly string[]): boolean {
  const [name = '', ...rest] = words
  if (name === '$@' || name === '$*') return true
  const server =
    /^(node|npm|yarn|pnpm|gunicorn|uvicorn|hypercorn|daphne|puma|unicorn|java|php-fpm|nginx|supervisord|celery|caddy|redis-server)$/
  if (!server.test(basename(name))) return false
  return (
    !/^(run (migrate|build|seed)|ci|install)/.test(rest.join(' ')) &&
    !rest.some((word) => /migrat|seed|build/.test(word))
  )
}

/** Named by an ENTRYPOINT or by an entrypoint of a Compose file, without an init in front that passes signals to all. */
function isEntrypoint({ dockerfiles, applications }: Folder, { kind, file }: Script): boolean {
  if (kind !== 'file') return false
  const starts = [
    ...dockerfiles
      .flatMap(({ stages }) => stages.flatMap(({ instructions }) => instructions))
      .filter(({ keyword }) => keyword === 'ENTRYPOINT')
      .map(({ words, text }) => words ?? text.split(/\s+/)),
    ...applications
      .flatMap(({ model }) => Object.values(model.compose.services))
      .filter(({ init }) => init !== true)
      .map(({ entrypoint }) => [entrypoint ?? []].flat()),
  ]
  return starts.some(
    (words) =>
      words.some((word) => basename(word) === basename(file)) &&
      !/(^|\/)(tini|dumb-init|s6-\w+|catatonit)$/.test(words[0] ?? ''),
  )
}
