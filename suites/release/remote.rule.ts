import type { Statement } from 'unbash'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { bareWords, composeArguments } from '../../harness/folder/programs.ts'
import {
  commandsBelow,
  commandsOf,
  type Script,
  type ShellCommand,
  setsOption,
} from '../../harness/folder/shell.ts'

const remote = (inputs: string, version = 'v1.2.0') => ({
  '.github/workflows/deploy.yml': `jobs:\n  deploy:\n    steps:\n      - uses: appleboy/ssh-action@${version}\n        with:\n${inputs}`,
})

/** A shell that was not told to stops at nothing: it starts the new release although the migration failed. */
export const remoteStops = folderRule({
  claim: 'REL-01',
  read: ({ scripts }) => scripts.filter(({ kind }) => kind === 'remote').flatMap(read),
  red: [
    remote(
      '          script_stop: true\n          script: |\n            docker compose pull\n            docker compose up -d\n',
      'v1',
    ),
    remote(
      '          script: |\n            cd /srv/shop\n            docker compose pull\n            docker compose run --rm api migrate\n            docker compose up -d\n',
    ),
    remote(
      '          script: |\n            git pull\n            npm ci && npm run build\n            pm2 reload shop\n',
    ),
    remote('          script: |\n            git pull\n            docker compose up -d || exit 1\n'),
    remote(
      '          script: |\n            docker compose pull && docker compose up -d || echo failed\n            docker image prune -f\n',
    ),
    { 'deploy.sh': "#!/bin/sh\nset -e\nssh shop@host <<'EOF'\ngit pull\ndocker compose up -d\nEOF\n" },
    {
      '.github/workflows/deploy.yml':
        'jobs: { d: { steps: [{ run: "ssh shop@host \'cd /srv; git pull; docker compose up -d\'" }] } }',
    },
  ],
  green: [
    {
      'deploy.sh':
        "#!/bin/sh\nssh shop@host 'cd /srv && git pull && docker compose up -d'\nssh shop@host bash -s <<'EOF'\nset -e\ngit pull\ndocker compose up -d\nEOF\n",
    },
    {
      'deploy.sh':
        "#!/bin/sh\nssh shop@host <<'EOF'\ncd /srv\nchmod +x run.sh\ndocker compose ps\nif [ -f run.sh ]; then ./run.sh; fi\nEOF\n",
    },
    remote(
      '          script: |\n            cd /srv/shop || exit 1\n            git pull || exit 1\n            docker compose pull || { echo failed; exit 1; }\n            if ! docker compose run --rm api migrate; then exit 1; fi\n            docker compose up -d\n',
    ),
    remote(
      '          script: |\n            set -e\n            cd /srv/shop\n            docker compose up -d\n',
    ),
    remote(
      '          script_stop: true\n          script: |\n            docker compose pull\n            docker compose up -d\n',
    ),
    remote('          script: docker compose pull && docker compose up -d\n'),
    remote(
      '          script: |\n            set -euo pipefail\n            docker compose pull\n            docker compose up -d\n',
    ),
  ],
})

function read(script: Script): Finding[] {
  const { commands } = script.tree
  if (commandsOf(script).filter(changes).length < 2) return []
  // The status of the last one is that of the script.
  const ok = setsOption(script, 'errexit') || commands.slice(0, -1).every((one) => isGuarded(script, one))
  const at = `${script.file}:${script.line}`
  return [
    found({
      at,
      subject: script.name,
      property: 'after a step that failed it',
      expected: 'stops',
      found: ok ? 'stops' : 'goes on',
      ok,
    }),
  ]
}

/** Leaves the script itself when it fails, or changes nothing. */
function isGuarded(script: Script, { command }: Statement): boolean {
  const instead =
    command.type === 'AndOr' && command.operators.at(-1) === '||' ? command.commands.at(-1) : undefined
  const answer = instead ?? (command.type === 'If' ? command : undefined)
  if (answer && commandsBelow(script, answer).some(({ name }) => /^(exit|return)$/.test(name))) return true
  return !commandsBelow(script, command).some(changes)
}

/** Without it nothing that follows is any different: what only looks, says or waits, and the right to run a script. */
function changes({ name, words }: ShellCommand): boolean {
  if (/^(echo|cd|export|set|printf|date|sleep|ls|pwd|true|exit|test|\[|chmod|cat|wget|curl)$/.test(name))
    return false
  const [verb = ''] = composeArguments(bareWords(words)).filter((word) => /^[a-z]+$/.test(word))
  return !/^(ps|logs|config|images|top|port)$/.test(verb)
}
