import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { commandsOf, type Script, setsOption } from '../../harness/folder/shell.ts'

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
  ],
  green: [
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
  const changing = commandsOf(script).filter(
    ({ name }) => !/^(echo|cd|export|set|printf|date|sleep|ls|pwd|true)$/.test(name),
  )
  if (changing.length < 2) return []
  const ok = setsOption(script, 'errexit') || commands.length < 2
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
