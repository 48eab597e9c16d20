import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { stageNamed } from '../../harness/folder/dockerfile.ts'
import { buildPath, dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'

/** What is built must be there: on a fresh machine nothing else will be. */
export const builtHere = folderRule({
  claim: 'CFG-53',
  read: (folder) =>
    servicesIn(folder).flatMap((one) => [...readFile(folder, one), ...readTarget(folder, one)]),
  red: [
    { 'compose.yml': 'services: { api: { build: ./api } }', Dockerfile: 'FROM scratch\n' },
    { 'compose.yml': 'services: { api: { build: { context: ., dockerfile: docker/api.Dockerfile } } }' },
    {
      'compose.yml': 'services: { api: { build: { context: ., target: prod } } }',
      Dockerfile: 'FROM node:22 AS dev\nFROM node:22-slim AS production\n',
    },
    {
      'compose.yml': 'services: { api: { build: { context: ., target: "2" } } }',
      Dockerfile: 'FROM node:22\nFROM node:22-slim\n',
    },
    {
      'compose.yml': 'include: [parts/compose.yml]',
      'parts/compose.yml': 'services: { api: { build: . } }',
      Dockerfile: 'FROM scratch\n',
    },
  ],
  green: [
    {
      'compose.yml': 'include: [parts/compose.yml]',
      'parts/compose.yml': 'services: { api: { build: ../api } }',
      'api/Dockerfile': 'FROM scratch\n',
    },
    {
      'compose.yml':
        'services: { api: { build: ./api }, w: { build: { context: ., dockerfile: docker/w.Dockerfile } } }',
      'api/Dockerfile': 'FROM scratch\n',
      'docker/w.Dockerfile': 'FROM scratch\n',
    },
    {
      'deploy/compose.yml':
        'services: { api: { build: { context: .., dockerfile: Dockerfile } }, r: { build: "https://example.org/r.git" }, i: { build: { dockerfile_inline: "FROM scratch" } } }',
      Dockerfile: 'FROM scratch\n',
    },
    {
      'compose.yml':
        'services: { api: { build: .. }, w: { build: { context: ., dockerfile: ../Dockerfile } }, x: { build: /srv/x }, y: { build: { context: d/../../d } } }',
    },
    {
      'compose.yml':
        'services: { api: { build: { context: ., target: Prod } }, w: { build: { context: ., target: "0" } }, v: { build: { context: ., target: "${TARGET}" } } }',
      Dockerfile: 'FROM node:22 AS dev\nFROM node:22-slim AS PROD\n',
    },
  ],
})

function readFile(folder: Folder, { application, name, service: { build }, at }: Shipped): Finding[] {
  const path = buildPath(application.directory, build)
  if (path === undefined) return []
  const ok = folder.files.has(path.dockerfile)
  const actual = ok ? 'a Dockerfile' : 'nothing'
  return [
    found({
      at: at('build'),
      subject: name,
      property: path.dockerfile,
      expected: 'a Dockerfile',
      found: actual,
      ok,
    }),
  ]
}

/** Docker refuses a target that no stage is called, or counted, by. */
function readTarget(folder: Folder, { application, name, service: { build }, at }: Shipped): Finding[] {
  const target = buildPath(application.directory, build)?.target
  const dockerfile = dockerfileOf(folder, application, build)
  if (!target || target.includes('$') || dockerfile === undefined) return []
  const ok = stageNamed(dockerfile, target) !== undefined
  const stages = dockerfile.stages.map((stage, index) => stage.name ?? String(index))
  return [
    found({
      at: at('build', 'target'),
      subject: name,
      property: `target ${target} of ${dockerfile.file}`,
      expected: 'one of its stages',
      found: ok ? 'one of its stages' : stages,
      ok,
    }),
  ]
}
