import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { Files } from '../../harness/folder/files.ts'
import { entriesOf } from '../../harness/model/node.ts'
import { plainNames } from './used-names.ts'

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
  return (['networks', 'volumes', 'secrets'] as const).flatMap((kind) => {
    const declared = trees.flatMap((tree) => [...entriesOf(entriesOf(tree).get(kind))])
    return declared.flatMap(([name, { at }]): Finding[] => {
      if (name === 'default') return []
      const names = plainNames(model.compose.services, kind)
      if ([...names].some((one) => one.includes('$'))) return []
      const ok = names.has(name)
      const subject = `${kind.replace(/s$/, '')} ${name}`
      return [found({ at, subject, property: 'used by a service', expected: true, found: ok, ok })]
    })
  })
}
