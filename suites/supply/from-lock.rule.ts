import { dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { type Dockerfile, type Instruction, stagesUsed } from '../../harness/folder/dockerfile.ts'
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
    {
      Dockerfile:
        'FROM node:22 AS deps\nRUN npm install\nFROM node:22 AS Build\nCOPY --from=deps /a /a\nFROM node:22-slim\nCOPY --from=build /a /a\n',
      'package-lock.json': '{}',
    },
    image('RUN pnpm install --no-frozen-lockfile', { 'pnpm-lock.yaml': '' }),
    image('RUN composer update --no-dev', { 'composer.lock': '{}' }),
    image('RUN bundle config set without test && bundle update', { 'Gemfile.lock': '' }),
  ],
  green: [
    {
      Dockerfile:
        'FROM node:22 AS test\nRUN npm install\nFROM node:22 AS build\nRUN npm ci\nFROM node:22-slim\nCOPY --from=build /a /a\n',
      'package-lock.json': '{}',
    },
    image('RUN pnpm install --prod && composer install && bundle install', {
      'pnpm-lock.yaml': '',
      'composer.lock': '{}',
      'Gemfile.lock': '',
    }),
    image('RUN bundle update --bundler && composer update shop/theme', {
      'composer.lock': '{}',
      'Gemfile.lock': '',
    }),
    image('RUN npm ci --omit=dev', { 'package-lock.json': '{}' }),
    image('RUN npm install -g pm2@5.4.2 && npm install --global npm@10', { 'package-lock.json': '{}' }),
    image('RUN yarn install --frozen-lockfile\nRUN yarn install --immutable', { 'yarn.lock': '' }),
    image('RUN npm install'),
  ],
})

/** Each with the lock that it has, and how it takes what the lock says, or not. */
const tools: readonly { name: RegExp; lock: string; keeps: (words: string[]) => boolean }[] = [
  { name: /^npm ci$/, lock: 'package-lock.json', keeps: () => true },
  { name: /^npm /, lock: 'package-lock.json', keeps: () => false },
  { name: /^yarn/, lock: 'yarn.lock', keeps: (words) => words.some((word) => frozen.test(word)) },
  {
    name: /^pnpm/,
    lock: 'pnpm-lock.yaml',
    keeps: (words) => !words.some((word) => /^--(no-frozen-lockfile|frozen-lockfile=false)$/.test(word)),
  },
  { name: /^composer/, lock: 'composer.lock', keeps: () => false },
  {
    name: /^bundle/,
    lock: 'Gemfile.lock',
    keeps: (words) => words.some((word) => word.startsWith('--bundler')),
  },
]
const frozen = /^--(frozen-lockfile|immutable)/
const install =
  /^\s*(npm (?:install|i|ci)|yarn install|yarn|pnpm (?:install|i)|(?:composer|bundle) update)(?=\s|$)(.*)$/

function readInstalls({ files }: Folder, { file }: Dockerfile, one: Instruction): Finding[] {
  if (one.keyword !== 'RUN') return []
  const near = (lock: string) =>
    files.list.some(({ path }) => path === lock || path === `${dirname(file)}/${lock}`)
  return one.text.split(/&&|;|\|\|/).flatMap((part): Finding[] => {
    const [, written = '', rest = ''] = install.exec(part.trim()) ?? []
    const tool = tools.find(({ name }) => name.test(written))
    if (tool === undefined || !near(tool.lock)) return []
    const words = rest.trim().split(/\s+/).filter(Boolean)
    if (words.some((word) => word === '-g' || word === '--global' || !word.startsWith('-'))) return []
    const ok = tool.keeps(words)
    const property = 'installs what the lock says'
    return [found({ at: one.at, subject: part.trim(), property, expected: true, found: ok, ok })]
  })
}
