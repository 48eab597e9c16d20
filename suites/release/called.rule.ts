import { basename } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { bareWords } from '../../harness/folder/programs.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'

const step = (run: string) => ({
  '.github/workflows/ci.yml': `jobs: { build: { steps: [{ run: "${run}" }] } }`,
})

/** Files that scripts and steps call by a relative path: what no file of the folder is called is not there. */
export const calledFiles = folderRule({
  claim: 'REL-04',
  read: (folder) => {
    const names = new Set(folder.files.list.map(({ path }) => basename(path)))
    const written = folder.scripts.map(({ text }) => text).join('\n')
    return callsIn(folder).flatMap(({ script, path, at }): Finding[] => {
      const base = basename(path)
      const ok = names.has(base)
      // Made on the way: downloaded, copied or written by somebody.
      const isMade =
        !ok &&
        new RegExp(
          `(>|\\s-[oO]\\s|\\b(cp|mv|curl|wget|tee|touch)\\b)[^\\n]{0,300}${base.replace(/[.+]/g, '\\$&')}`,
        ).test(written)
      return isMade
        ? []
        : [
            found({
              at,
              subject: script.name,
              property: path,
              expected: 'a file',
              found: ok ? 'a file' : 'nothing of that name',
              ok,
            }),
          ]
    })
  },
  red: [
    step('./scripts/deploy.sh'),
    {
      'deploy.sh': '#!/bin/sh\ndocker compose -f docker-compose.production.yml up -d\n',
      'docker-compose.prod.yml': 'services: { a: { image: a } }',
    },
    { 'etc/cron.d/backup': '0 3 * * * root bash ops/backup.sh\n' },
  ],
  green: [
    { ...step('./scripts/deploy.sh'), 'scripts/deploy.sh': '#!/bin/sh\n' },
    step('curl -o install.sh https://example.org/i && bash ./install.sh'),
    {
      'deploy.sh':
        '#!/bin/sh\ndocker compose -f "$FILE" -f docker-compose.prod.yml up -d\n./"$1".sh\nbash /usr/local/bin/other.sh\n',
      'docker-compose.prod.yml': 'services: { a: { image: a } }',
    },
  ],
})

/** Called by its path, a file must be executable. */
export const executable = folderRule({
  claim: 'REL-05',
  read: (folder) => {
    // A folder that came through a zip file has lost all of them, and tells nothing.
    if (!folder.files.list.some((one) => one.executable)) return []
    return callsIn(folder).flatMap(({ script, path, at, direct }): Finding[] => {
      const same = folder.files.list.filter(
        (one) => one.path === path.replace(/^\.\//, '') || one.path.endsWith(`/${path.replace(/^\.\//, '')}`),
      )
      if (!direct || same.length === 0) return []
      const ok = same.some((one) => one.executable)
      return [
        found({
          at,
          subject: script.name,
          property: `${path} may be executed`,
          expected: true,
          found: ok,
          ok,
        }),
      ]
    })
  },
  red: [
    {
      ...step('./scripts/deploy.sh'),
      'scripts/deploy.sh': '#!/bin/sh\n',
      'scripts/other.sh*': '#!/bin/sh\n',
    },
  ],
  green: [
    { ...step('./scripts/deploy.sh'), 'scripts/deploy.sh*': '#!/bin/sh\n' },
    { ...step('bash scripts/deploy.sh'), 'scripts/deploy.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
    { ...step('chmod +x deploy.sh && ./deploy.sh'), 'deploy.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
  ],
})

type Called = { script: Script; path: string; at: string; direct: boolean }

function callsIn({ scripts }: Folder): Called[] {
  return scripts.flatMap((script) => {
    const all = commandsOf(script)
    const made = new Set(
      all.flatMap(({ name, words }) =>
        name === 'chmod' ? words.slice(1).map((word) => basename(word)) : [],
      ),
    )
    return all.flatMap(({ words, at }): Called[] => {
      const [first = '', second = '', ...rest] = bareWords(words)
      const isRelative = (word: string) =>
        /^(\.\/)?[\w./-]+$/.test(word) && !word.startsWith('/') && !word.includes('..')
      if (/^\.\/[\w./-]+\.sh$/.test(first))
        return made.has(basename(first)) ? [] : [{ script, path: first, at, direct: true }]
      if (/^(ba|da)?sh$/.test(first) && /\.sh$/.test(second) && isRelative(second))
        return [{ script, path: second, at, direct: false }]
      if (!/(^|\/)docker(-compose)?$/.test(first)) return []
      return [second, ...rest].flatMap((word, index, own) =>
        (own[index - 1] === '-f' || own[index - 1] === '--file') &&
        isRelative(word) &&
        /compose.*\.ya?ml$/.test(word)
          ? [{ script, path: word, at, direct: false }]
          : [],
      )
    })
  })
}
