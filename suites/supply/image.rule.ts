import { dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { type Dockerfile, type Instruction, lineOf } from '../../harness/folder/dockerfile.ts'
import { literalSecret } from '../../harness/model/literal-secret.ts'
import { secretInEnvironment } from '../../harness/model/secret-text.ts'

const image = (lines: string, more: Record<string, string> = {}) => ({
  Dockerfile: `FROM node:22-slim\n${lines}\nCMD ["node", "."]\n`,
  ...more,
})

/** Whoever can pull the image can read its layers and its history. */
export const secretsInImage = folderRule({
  claim: 'SUP-01',
  read: ({ dockerfiles }) => dockerfiles.flatMap((one) => shipped(one).flatMap(readSecrets)),
  red: [
    image('ENV DB_PASSWORD=hunter2'),
    image('ENV NODE_ENV=production API_TOKEN="abc123"'),
    image('ARG NPM_TOKEN\nRUN npm ci'),
    image('COPY .env.production .env'),
    image('COPY id_rsa /root/.ssh/id_rsa'),
  ],
  green: [
    image(
      'ENV NODE_ENV=production DB_PASSWORD_FILE=/run/secrets/db CACHE_KEY=v1 GPG_KEY=E3FF2839 SSH_KEY=/root/.ssh/id_rsa SECRET_KEY_BASE=placeholder',
    ),
    image(
      'ARG VERSION\nRUN --mount=type=secret,id=npm npm ci\nCOPY .env.example .env.example\nENV API_TOKEN=""',
    ),
    {
      Dockerfile:
        'FROM node:22 AS build\nARG NPM_TOKEN\nRUN npm ci\nFROM node:22-slim\nCOPY --from=build /app /app\n',
    },
  ],
})

/** What the last stage is made of: an earlier one that it only copies from stays on the machine that builds. */
function shipped(dockerfile: Dockerfile): Instruction[] {
  const last = dockerfile.stages.at(-1)
  return last === undefined ? [] : lineOf(dockerfile, last).flatMap(({ instructions }) => instructions)
}

function readSecrets({ keyword, text, at }: Instruction): Finding[] {
  const look = (subject: string, secret: boolean) =>
    found({ at, subject, property: 'secret in the image', expected: false, found: secret, ok: !secret })
  if (keyword === 'ENV') {
    const pairs = text.includes('=')
      ? [...text.matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)]
      : [/^(\w+)\s+(.*)$/.exec(text) ?? []]
    return pairs.map(([, name = '', value = '']) =>
      look(name, literalSecret(name, value.replace(/^["']|["']$/g, '')) !== undefined),
    )
  }
  if (keyword === 'ARG') {
    const [, name = ''] = /^(\w+)/.exec(text) ?? []
    return [look(name, secretInEnvironment(name, 'given') !== undefined)]
  }
  if (keyword !== 'COPY' && keyword !== 'ADD') return []
  const sources = text
    .split(/\s+/)
    .filter((word) => !word.startsWith('--'))
    .slice(0, -1)
  if (/--from=/.test(text)) return []
  return sources.map((source) =>
    look(
      source,
      /(^|\/)(\.env(\.(?!example|sample|template|dist)[\w-]+)?|id_(rsa|ed25519|ecdsa)|[\w.-]+\.key|\.npmrc|\.netrc|\.pgpass)$/.test(
        source,
      ),
    ),
  )
}

/** All that stands beside the Dockerfile goes into the image: history, settings with passwords, dumps. */
export const leftOut = folderRule({
  claim: 'SUP-02',
  read: ({ dockerfiles, files }) =>
    dockerfiles.flatMap((dockerfile) =>
      shipped(dockerfile).flatMap(({ keyword, text, at }): Finding[] => {
        if (!/^(COPY|ADD)$/.test(keyword) || /--from=/.test(text) || !/^(--\S+\s+)*\.\/?\s/.test(text))
          return []
        const context = dirname(dockerfile.file)
        const beside = (name: string) => (context === '.' ? name : `${context}/${name}`)
        const ignored = [beside('.dockerignore'), `${dockerfile.file}.dockerignore`, '.dockerignore'].some(
          (path) => files.has(path),
        )
        const settings = files.list.filter(
          ({ path }) =>
            dirname(path) === context && /(^|\/)\.env(\.(?!example|sample|template|dist)[\w-]+)?$/.test(path),
        )
        const ok = ignored || settings.length === 0
        return [
          found({
            at,
            subject: `COPY ${text}`,
            property: 'settings that go into the image',
            expected: [],
            found: ok ? [] : settings.map(({ path }) => path),
            ok,
          }),
        ]
      }),
    ),
  red: [image('COPY . .', { '.env': 'DB_PASSWORD=x\n' })],
  green: [
    image('COPY . .', { '.env': 'DB_PASSWORD=x\n', '.dockerignore': '.env\n' }),
    image('COPY . .', { '.env.example': 'DB_PASSWORD=\n' }),
    image('COPY src src', { '.env': 'A=b\n' }),
  ],
})
