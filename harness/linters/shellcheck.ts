import { z } from 'zod'
import type { Linter } from './linter.ts'

/**
 * Errors about style, or about how ShellCheck itself is called: ls in a loop, `exec $@`, arrays in a message or a test,
 * no shebang, a shell it does not know.
 */
const harmless = new Set('SC2045 SC2068 SC2145 SC2148 SC2198 SC2199 SC1071 SC1090 SC1091'.split(' '))
/**
 * Warnings that are accidents: a redirection that sudo does not reach, outputs in the wrong order, `rm` of / or /usr, a
 * `cd` that fails unseen, a pipe into what does not read, a test that is always true.
 */
const grave = new Set(['SC2024', 'SC2069', 'SC2114', 'SC2115', 'SC2164', 'SC2216', 'SC2217', 'SC2252'])

/** The one line that is said of a text which cannot be parsed; what else is said of it follows from that. */
const unparsed = 'SC1072'

/** Whether a finding is an accident. Of what a text is written like (SC1…) only that no shell can read it. */
export function wakes(code: string, level: string): boolean {
  if (code === unparsed) return true
  return grave.has(code) || (level === 'error' && code.startsWith('SC2') && !harmless.has(code))
}

/** Files that are no scripts yet: braces and brackets of templates (`{{`, `{%`, `<%`) stand where commands do. */
function templatesIn(comments: readonly Comment[]): Set<string> {
  const isMark = ({ code, message }: Comment) =>
    code === 1083 || code === 1054 || (code === 1073 && message.includes('this redirection'))
  return new Set(comments.filter(isMark).map(({ file }) => file))
}

export const shellcheck: Linter = {
  program: 'shellcheck',
  files: ({ scripts }) => [...new Set(scripts.filter(({ kind }) => kind === 'file').map(({ file }) => file))],
  bad: { path: 'bad.sh', text: () => '#!/bin/sh\nrm -rf "$1/"*\n' },
  // Without its settings: they may name files outside. What is disabled in the script itself stays so.
  words: (files) => ['--norc', '--format=json1', '--severity=warning', ...files],
  read: (printed) => {
    const { comments } = format.parse(JSON.parse(printed))
    const templates = templatesIn(comments)
    return comments
      .map(({ code, ...one }) => ({ ...one, code: `SC${code}` }))
      .filter(({ code, level }) => wakes(code, level))
      .filter(({ file, code }) => code !== unparsed || !templates.has(file))
      .map(({ file, line, code, message }) => ({ file, line, code, message }))
  },
}

type Comment = z.infer<typeof format>['comments'][number]

const format = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      code: z.number(),
      level: z.string(),
      message: z.string(),
    }),
  ),
})
