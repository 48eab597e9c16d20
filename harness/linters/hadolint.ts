import { z } from 'zod'
import type { Linter } from './linter.ts'
import { wakes } from './shellcheck.ts'

/**
 * A build that stops or lies: WORKDIR relative, a stage that names itself or another twice, two HEALTHCHECK, CMD or
 * ENTRYPOINT, a question that nobody answers. Taste is left out, and what may be well: a stage that is not there may be a
 * context (DL3022), and of a pipe whose first failure is lost the second mostly fails of it (DL4006).
 */
const grave = new Set(
  'DL3000 DL3012 DL3014 DL3021 DL3023 DL3024 DL3043 DL3044 DL3061 DL4003 DL4004'.split(' '),
)

export const hadolint: Linter = {
  program: 'hadolint',
  files: ({ dockerfiles }) => dockerfiles.map(({ file }) => file),
  bad: { path: 'Dockerfile.bad', text: () => 'FROM scratch\nCMD ["a"]\nCMD ["b"]\n' },
  words: (files) => ['--no-fail', '--format', 'json', ...files],
  read: (printed) =>
    format
      .parse(JSON.parse(printed))
      .filter(({ code, level }) => grave.has(code) || (code.startsWith('SC') && wakes(code, level)))
      .map(({ file, line, code, message }) => ({ file, line, code, message })),
}

const format = z.array(
  z.object({ file: z.string(), line: z.number(), code: z.string(), level: z.string(), message: z.string() }),
)
