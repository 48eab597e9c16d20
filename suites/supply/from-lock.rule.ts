import { dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { type Dockerfile, type Instruction, lineOf, type Stage } from '../../harness/folder/dockerfile.ts'
import type { Folder } from '../../harness/folder/folder.ts'

const image = (lines: string, more: Record<string, string> = {}) => ({
  Dockerfile: `FROM node:22-slim\n${lines}\nCMD ["node", "."]\n`,
  ...more,
})

/** Without its lock an install of tomorrow brings other versions than the tests of today have seen. */
export const fromLock = folderRule({
  claim: 'SUP-03',
  read: (folder) =>
    folder.dockerfiles.flatMap((dockerfile) =>
      stagesUsed(dockerfile).flatMap(({ instructions }) =>
        instructions.flatMap((one) => readInstalls(folder, dockerfile, one)),
      ),
    ),
  red: [
    image('COPY package*.json ./\nRUN npm install', { 'package-lock.json': '{}' }),
    image('RUN npm i --production && npm cache clean --force', { 'package-lock.json': '{}' }),
    image('RUN yarn install', { 'yarn.lock': '' }),
  ],
  green: [
    image('RUN npm ci --omit=dev', { 'package-lock.json': '{}' }),
    image('RUN npm install -g pm2@5.4.2 && npm install --global npm@10', { 'package-lock.json': '{}' }),
    image('RUN yarn install --frozen-lockfile\nRUN yarn install --immutable', { 'yarn.lock': '' }),
    image('RUN npm install'),
  ],
})

function readInstalls(
  { files }: Folder,
  { file }: Dockerfile,
  { keyword, text, at }: Instruction,
): Finding[] {
  if (keyword !== 'RUN') return []
  const near = (lock: string) =>
    files.list.some(({ path }) => path === lock || path === `${dirname(file)}/${lock}`)
  return text.split(/&&|;|\|\|/).flatMap((part): Finding[] => {
    const [, tool, rest = ''] =
      /^\s*(?:--\S+\s+)*(npm (?:install|i|ci)|yarn install|yarn)(?=\s|$)(.*)$/.exec(part.trim()) ?? []
    if (tool === undefined || !near(tool.startsWith('npm') ? 'package-lock.json' : 'yarn.lock')) return []
    const words = rest.trim().split(/\s+/).filter(Boolean)
    if (words.some((word) => word === '-g' || word === '--global' || !word.startsWith('-'))) return []
    const ok = tool === 'npm ci' || words.some((word) => /^--(frozen-lockfile|immutable)/.test(word))
    return [
      found({
        at,
        subject: part.trim(),
        property: 'installs what the lock says',
        expected: true,
        found: ok,
        ok,
      }),
    ]
  })
}

/** The stages that the last one is made from, and those that these copy from. */
function stagesUsed(dockerfile: Dockerfile): Stage[] {
  const last = dockerfile.stages.at(-1)
  const own = last === undefined ? [] : lineOf(dockerfile, last)
  const copied = own.flatMap(({ instructions }) =>
    instructions.flatMap(({ text }) => /--from=(\S+)/.exec(text)?.[1]?.toLowerCase() ?? []),
  )
  const named = dockerfile.stages.filter(
    ({ name }, at) => copied.includes(name ?? '') || copied.includes(String(at)),
  )
  return [...new Set([...own, ...named.flatMap((one) => lineOf(dockerfile, one))])]
}
