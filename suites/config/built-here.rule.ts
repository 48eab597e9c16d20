import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { buildPath } from '../../harness/folder/folder.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'

/** What is built must be there: on a fresh machine nothing else will be. */
export const builtHere = folderRule({
  claim: 'CFG-53',
  read: (folder) =>
    servicesIn(folder).flatMap(({ application: { directory }, name, service: { build }, at }): Finding[] => {
      const path =
        build === undefined || build === null || isInline(build) ? undefined : buildPath(directory, build)
      if (path === undefined) return []
      const ok = folder.files.has(path.dockerfile)
      return [
        found({
          at: at('build'),
          subject: name,
          property: path.dockerfile,
          expected: 'a Dockerfile',
          found: ok ? 'a Dockerfile' : 'nothing',
          ok,
        }),
      ]
    }),
  red: [
    { 'compose.yml': 'services: { api: { build: ./api } }', Dockerfile: 'FROM scratch\n' },
    { 'compose.yml': 'services: { api: { build: { context: ., dockerfile: docker/api.Dockerfile } } }' },
  ],
  green: [
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
  ],
})

function isInline(build: unknown): boolean {
  return typeof build === 'object' && build !== null && 'dockerfile_inline' in build
}
