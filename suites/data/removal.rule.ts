import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { bareWords, composeArguments } from '../../harness/folder/programs.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'
import { volumes } from './volumes.rule.ts'

/** Scripts of the day-to-day: whoever writes `reset.sh` means it. */
const daily =
  /(deploy|update|upgrade|release|reload|rollback|roll-back|restart|maintenance|rotate|backup|prune|cleanup)/i
const drill = /(^|[/_.-])(test|tests|ci|dev|local|e2e|reset|destroy|teardown|example|fixtures?)([/_.-]|$)/i

const unnamed = 'services: { db: { image: "postgres:16" } }'

/** Volumes hold what nobody can build again. */
export const removal = folderRule({
  claim: 'DATA-53',
  read: (folder) => {
    const unnamed = volumes.read(folder).some(({ ok }) => !ok)
    return folder.scripts.filter(isDaily).flatMap((script) => read(script, unnamed))
  },
  red: [
    { 'deploy.sh': '#!/bin/sh\ndocker compose down -v\ndocker compose up -d\n' },
    { crontab: '0 4 * * 0 docker volume prune --all --force\n' },
    { crontab: '0 4 * * 0 docker system prune -af --volumes\n', 'compose.yml': unnamed },
    { 'scripts/cleanup.sh': '#!/bin/bash\nsudo docker volume prune -f\n', 'compose.yml': unnamed },
    { 'scripts/cleanup.sh': '#!/bin/bash\ndocker volume prune -af\n' },
    { 'reload.sh': '#!/bin/sh\ndocker compose -p shop -f compose.prod.yml down -v\n' },
    {
      '.github/workflows/deploy.yml':
        'jobs: { d: { steps: [{ uses: appleboy/ssh-action@v1, with: { script: "cd app\\ndocker-compose down --volumes\\ndocker-compose up -d" } }] } }',
    },
  ],
  green: [
    {
      'upgrade-db.sh':
        '#!/bin/sh\ndocker volume create db-new\ndocker run --rm -v db-new:/to alpine cp -a /from /to\ndocker volume rm db-new\n',
    },
    { 'deploy.sh': '#!/bin/sh\ndocker compose down\ndocker compose up -d\ndocker image prune -f\n' },
    { 'scripts/test-e2e.sh': '#!/bin/sh\ndocker compose down -v\n' },
    {
      'deploy.sh':
        '#!/bin/sh\ndocker compose -p ci -f docker-compose.test.yml run --rm tests\ndocker compose -p ci -f docker-compose.test.yml down -v\ndocker compose --file=compose.e2e.yml down --volumes\ndocker compose --project-name shop-test down -v\n',
    },
    {
      crontab: '0 4 * * 0 docker system prune -af --volumes\n',
      'scripts/cleanup.sh': '#!/bin/bash\nsudo docker volume prune -f\n',
      'compose.yml':
        'services: { db: { image: "postgres:16", volumes: ["pg:/var/lib/postgresql/data"] } }\nvolumes: { pg: }',
    },
    { 'deploy.sh': '#!/bin/sh\ndocker system prune -af\ndocker run --rm -v data:/d alpine ls\n' },
    {
      '.github/workflows/test.yml': 'jobs: { t: { steps: [{ run: docker compose down -v }] } }',
      'deploy.sh': '#!/bin/sh\ndocker compose up -d\n',
    },
  ],
})

function isDaily({ kind, file }: Script): boolean {
  if (kind === 'crontab' || kind === 'remote') return true
  return kind === 'file' && daily.test(file) && !drill.test(file)
}

function read(script: Script, unnamed: boolean): Finding[] {
  return commandsOf(script).flatMap((one): Finding[] => {
    const words = bareWords(one.words)
    if (!/(^|\/)docker(-compose)?$/.test(words[0] ?? '')) return []
    const ok = !removesVolumes(words, script.text, unnamed)
    const actual = ok ? 'kept' : `removed by ${words.join(' ')}`
    return [
      found({ at: one.at, subject: script.name, property: 'volumes', expected: 'kept', found: actual, ok }),
    ]
  })
}

/** Since Docker 23 a prune takes volumes without a name alone, unless it is told to take all. */
function removesVolumes(words: readonly string[], text: string, unnamed: boolean): boolean {
  const has = (...names: string[]) => names.every((name) => words.includes(name))
  if (has('volume', 'prune'))
    return unnamed || words.some((word) => /^(--all|-[a-z]*a[a-z]*|all=(1|true))$/.test(word))
  // One that the script has made itself is its own to remove.
  if (has('volume', 'rm'))
    return !operands(words).every(
      (name) => name.includes('$') || text.includes(`volume create ${name}`) || text.includes(`-v ${name}:`),
    )
  if (has('system', 'prune')) return unnamed && words.includes('--volumes')
  const handed = composeArguments(words)
  const down = handed.indexOf('down')
  return (
    down >= 0 &&
    !isTrial(handed.slice(0, down)) &&
    handed.slice(down).some((word) => word === '-v' || word === '--volumes')
  )
}

/** Whether a Compose file or project of tests is named. */
function isTrial(options: readonly string[]): boolean {
  return options.some((word, at) => {
    const isValue = /^(-f|--file|-p|--project-name)$/.test(options[at - 1] ?? '')
    const value = isValue ? word : /^--(?:file|project-name)=(.*)/.exec(word)?.[1]
    return value !== undefined && drill.test(value)
  })
}

function operands(words: readonly string[]): string[] {
  return words.slice(words.indexOf('rm') + 1).filter((word) => !word.startsWith('-'))
}
