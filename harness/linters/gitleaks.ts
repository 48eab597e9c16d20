import { z } from 'zod'
import type { Folder } from '../folder/folder.ts'
import type { Linter } from './linter.ts'

/** By entropy alone: digests, ids, public keys and names of variables look like it. */
const unsure = new Set(['generic-api-key', 'curl-auth-user', 'curl-auth-header'])

/** Made here, so that no scanner takes this file for a leak. */
function token(): string {
  const letters = Array.from({ length: 36 }, (_, at) => 'aZ3kQ9xW'.charAt((at * 5 + 3 * (at >> 3)) % 8))
  return `ghp_${letters.join('')}`
}

export const gitleaks: Linter = {
  program: 'gitleaks',
  files: shipped,
  bad: { path: 'bad.txt', text: () => `token = "${token()}"\n` },
  words: () => [
    ...['dir', '.', '--no-banner', '--redact', '--exit-code', '0', '--log-level', 'error'],
    ...['--report-format', 'json', '--report-path', '-'],
  ],
  read: (printed) =>
    format
      .parse(JSON.parse(printed))
      .filter(({ RuleID }) => !unsure.has(RuleID))
      .map((one) => ({ file: one.File, line: one.StartLine, code: one.RuleID, message: one.Description })),
}

/** What decides how the stack runs. Env files but their templates stay out: what lies on this disk need not be shipped. */
function shipped({
  applications,
  dockerfiles,
  nginx,
  workflows,
  crontabs,
  scripts,
  settings,
}: Folder): string[] {
  const templates = settings.filter(({ file }) => /example|sample|template|dist/i.test(file))
  return [
    ...new Set([
      ...applications.flatMap(({ files }) => files),
      ...[...nginx, ...dockerfiles, ...workflows, ...crontabs, ...scripts, ...templates].map(
        ({ file }) => file,
      ),
    ]),
  ]
}

const format = z.array(
  z.object({ File: z.string(), StartLine: z.number(), RuleID: z.string(), Description: z.string() }),
)
