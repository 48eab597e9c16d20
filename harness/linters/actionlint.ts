import { z } from 'zod'
import { type Linter, ofGitHub } from './linter.ts'

/** Labels of runners are known to their owner alone; old commands still work; what a step runs is not its matter. */
const foreign = new Set(['runner-label', 'deprecated-commands', 'shellcheck', 'pyflakes'])

export const actionlint: Linter = {
  program: 'actionlint',
  files: ofGitHub,
  bad: {
    path: 'bad.yml',
    text: () => 'on: push\njobs:\n  a:\n    runs-on: x\n    needs: b\n    steps: []\n',
  },
  words: (files) => ['-no-color', '-shellcheck=', '-pyflakes=', '-format', '{{json .}}', ...files],
  read: (printed) =>
    format
      .parse(JSON.parse(printed))
      .filter(({ kind, message }) => !foreign.has(kind) && !/potentially untrusted/.test(message))
      .map(({ filepath, line, kind, message }) => ({ file: filepath, line, code: kind, message })),
}

const format = z.array(
  z.object({ filepath: z.string(), line: z.number(), kind: z.string(), message: z.string() }),
)
