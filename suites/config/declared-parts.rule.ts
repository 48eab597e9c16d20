import { dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import { composePaths } from '../../harness/folder/compose-names.ts'
import type { Files } from '../../harness/folder/files.ts'
import { entriesOf, plain } from '../../harness/model/node.ts'
import { namedBy } from './named-parts.ts'

/** What is declared and used by nobody is a promise that is not kept: a network that walls off nothing, say. */
export const partsUsed = folderRule({
  claim: 'CFG-54',
  read: ({ applications, files }) => applications.flatMap((one) => unused(one, files)),
  red: [
    { 'compose.yml': 'services: { a: { image: a } }\nvolumes: { backups: }' },
    {
      'compose.yml':
        'services: { a: { image: a, networks: [front] } }\nnetworks: { front: , internal_net: { internal: true } }',
    },
    { 'compose.yml': 'services: { a: { image: a } }\nsecrets: { key: { file: ./key } }', key: 'x' },
  ],
  green: [
    {
      'docker-compose.yml': 'services: { a: { image: a } }\nvolumes: { cache: }\nnetworks: { tools: }',
      'docker-compose.override.yml':
        'services: { a: { volumes: ["cache:/cache"] }, mail: { image: m, networks: [tools] } }',
    },
    {
      'compose.yml':
        'services: { a: { image: a, networks: [front], volumes: ["d:/d"], secrets: [key] } }\nnetworks: { front: , default: }\nvolumes: { d: }\nsecrets: { key: { file: ./key } }',
      key: 'x',
    },
    {
      'compose.yml':
        'services: { a: { build: { context: ., secrets: [key] }, volumes: [{ type: volume, source: d, target: /d }] } }\nvolumes: { d: }\nsecrets: { key: { file: ./key } }',
      key: 'x',
      Dockerfile: 'FROM scratch\n',
    },
  ],
})

function unused({ model, files: paths }: Application, files: Files): Finding[] {
  const trees = paths.map((path) => files.yaml(path).node)
  const beside = servicesBeside(paths, files)
  const named = Object.values(model.compose.services).flatMap(namedBy)
  return (['network', 'volume', 'secret'] as const).flatMap((kind) => {
    const declared = trees.flatMap((tree) => [...entriesOf(entriesOf(tree).get(`${kind}s`))])
    const names = new Set(named.flatMap((one) => (one.kind === kind ? [one.name] : [])))
    return declared.flatMap(([name, { at }]): Finding[] => {
      if (name === 'default') return []
      if ([...names].some((one) => one.includes('$'))) return []
      const ok = names.has(name) || beside.some((text) => mentions(text, name))
      const subject = `${kind} ${name}`
      return [found({ at, subject, property: 'used by a service', expected: true, found: ok, ok })]
    })
  })
}

/** The services of the Compose files that may be laid over these, as text. */
function servicesBeside(paths: readonly string[], files: Files): string[] {
  const folders = new Set(paths.map((path) => dirname(path)))
  return composePaths(files)
    .filter((path) => folders.has(dirname(path)) && !paths.includes(path))
    .flatMap((path) => entriesOf(files.yaml(path).node).get('services') ?? [])
    .map((services) => JSON.stringify(plain(services)))
}

function mentions(text: string, name: string): boolean {
  return text.split(/[^\w.-]+/).includes(name)
}
