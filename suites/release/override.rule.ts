import { dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { bareWords, composeArguments } from '../../harness/folder/programs.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'
import { entriesOf, itemsOf, type Node, nodeAt, textOf } from '../../harness/model/node.ts'

const plain = { 'docker-compose.yml': 'services: { api: { image: "a:1" } }' }
const development = {
  'docker-compose.override.yml': 'services:\n  api:\n    build: .\n    volumes: ["./src:/app/src"]\n',
}
const deploy = (...lines: string[]) => ({ 'deploy.sh': `#!/bin/bash\nset -e\n${lines.join('\n')}\n` })

/** Compose takes `docker-compose.override.yml` along by itself when no file is named. */
export const withoutOverride = folderRule({
  claim: 'REL-11',
  read: (folder) => {
    const overrides = overridesOf(folder)
    if (overrides.length === 0) return []
    return folder.scripts
      .filter(deploys)
      .flatMap((script) => raised(script).map((at) => told(script, at, overrides)))
  },
  red: [
    { ...plain, ...development, ...deploy('git pull', 'docker compose up -d --build') },
    {
      ...plain,
      'docker-compose.override.yml':
        'services: { api: { command: npm run dev, environment: { NODE_ENV: development } } }',
      '.github/workflows/deploy.yml':
        'jobs:\n  deploy:\n    steps:\n      - uses: appleboy/ssh-action@v1\n        with:\n          script: |\n            cd /srv/shop\n            docker-compose up -d\n',
    },
  ],
  green: [
    { ...plain, ...development, ...deploy('docker compose -f docker-compose.yml up -d') },
    { ...plain, ...development, ...deploy('export COMPOSE_FILE=docker-compose.yml', 'docker compose up -d') },
    { ...plain, ...development, 'dev.sh': '#!/bin/sh\ndocker compose up\n' },
    {
      ...plain,
      ...development,
      '.gitignore': 'docker-compose.override.yml\n',
      ...deploy('docker compose up -d'),
    },
    {
      ...plain,
      'docker-compose.override.yml': 'services: { api: { restart: always } }',
      ...deploy('docker compose up -d'),
    },
  ],
})

/** A script whose name or place says that it deploys; what runs on a server over SSH does. */
function deploys({ kind, name }: Script): boolean {
  return (
    kind === 'remote' || (kind === 'file' && /(^|[/_.-])(deploy|release|rollout|update)[\w.-]*$/.test(name))
  )
}

/** Where Compose is called to raise without a file named, neither there nor in a variable. */
function raised(script: Script): string[] {
  if (/COMPOSE_FILE/.test(script.text)) return []
  return commandsOf(script).flatMap(({ words: written, at }) => {
    const rest = composeArguments(bareWords(written))
    return rest.includes('up') && !rest.some((word) => /^(-f|--file)/.test(word)) ? [at] : []
  })
}

function told(script: Script, at: string, overrides: readonly Override[]): Finding {
  const wrong = overrides.find(({ trait }) => trait !== undefined)
  return found({
    at,
    subject: script.name,
    property: 'Compose files that it raises',
    expected: 'none for development',
    found: wrong ? `${wrong.path} too, with ${wrong.trait}` : 'none for development',
    ok: wrong === undefined,
  })
}

type Override = { path: string; trait: string | undefined }

/** Those that lie beside a plain file and are kept in the repository, with what in them is for development. */
function overridesOf({ files, applications }: Folder): Override[] {
  const ignored = files.text('.gitignore') ?? ''
  return files.list
    .map(({ path }) => path)
    .filter((path) => /(^|\/)(docker-)?compose\.override\.ya?ml$/.test(path) && !/override/.test(ignored))
    .filter((path) =>
      applications.some(
        (one) => one.directory === dirname(path) && /compose\.ya?ml$/.test(one.files[0] ?? ''),
      ),
    )
    .map((path) => ({ path, trait: traitOf(files.yaml(path).node) }))
}

function traitOf(tree: Node): string | undefined {
  for (const [name, service] of entriesOf(entriesOf(tree).get('services'))) {
    const mounts = itemsOf(nodeAt(service, ['volumes'])).map(
      (one) => textOf(one) ?? textOf(nodeAt(one, ['source'])) ?? '',
    )
    const source = mounts.find((one) => /^\.{1,2}(\/[\w-]+)?(:|$)/.test(one))
    if (source !== undefined) return `the sources mounted into ${name}`
    if (/\b(dev|--reload|nodemon|runserver|watch)\b/.test(words(nodeAt(service, ['command']))))
      return `${name} in development`
    if (/development|DEBUG['":= ]+(1|true)/i.test(words(nodeAt(service, ['environment']))))
      return `${name} in development`
  }
  return undefined
}

function words(node: Node | undefined): string {
  if (node === undefined) return ''
  const entries = [...entriesOf(node)].map(([key, value]) => `${key}=${textOf(value) ?? ''}`)
  return [textOf(node) ?? '', ...itemsOf(node).map((one) => textOf(one) ?? ''), ...entries].join(' ')
}
