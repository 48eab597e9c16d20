import { z } from 'zod'
import { type Linter, ofGitHub } from './linter.ts'

/** Ways in. Pins, permissions, caches and the like are hygiene, or have a rule of ours. */
const grave = new Set([
  'template-injection',
  'github-env',
  'insecure-commands',
  'bot-conditions',
  'unsound-condition',
  'unsound-contains',
  'hardcoded-container-credentials',
  'overprovisioned-secrets',
])

const bad = `on: issues
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.issue.title }}"
`

export const zizmor: Linter = {
  program: 'zizmor',
  files: ofGitHub,
  bad: { path: 'bad.yml', text: () => bad },
  // What it is not sure of needs a person who knows the project.
  words: (files) => [
    ...['--offline', '--no-config', '--no-exit-codes', '--quiet', '--format', 'json'],
    ...['--min-severity', 'medium', '--min-confidence', 'high'],
    ...files,
  ],
  read: (printed) =>
    format
      .parse(JSON.parse(printed))
      .filter(({ ident }) => grave.has(ident))
      .flatMap(({ ident, desc, locations }) =>
        locations
          .filter(({ symbolic }) => symbolic.kind === 'Primary')
          .map(({ symbolic: { key, annotation }, concrete: { location } }) => ({
            file: key.Local.verbatim_path,
            line: location.start_point.row + 1,
            code: ident,
            message: `${desc}: ${annotation}`,
          })),
      ),
}

const format = z.array(
  z.object({
    ident: z.string(),
    desc: z.string(),
    locations: z.array(
      z.object({
        symbolic: z.object({
          kind: z.string(),
          annotation: z.string(),
          key: z.object({ Local: z.object({ verbatim_path: z.string() }) }),
        }),
        concrete: z.object({ location: z.object({ start_point: z.object({ row: z.number() }) }) }),
      }),
    ),
  }),
)
