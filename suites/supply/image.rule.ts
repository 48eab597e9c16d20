import { basename, dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { copied, type Dockerfile, type Instruction } from '../../harness/folder/dockerfile.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { join } from '../../harness/folder/paths.ts'
import { literalSecret } from '../../harness/model/literal-secret.ts'
import { secretInEnvironment } from '../../harness/model/secret-text.ts'
import { type Context, contextsOf, shipped, wholeCopies } from './context.ts'

const image = (lines: string, more: Record<string, string> = {}) => ({
  Dockerfile: `FROM node:22-slim\n${lines}\nCMD ["node", "."]\n`,
  ...more,
})

/** Whoever can pull the image can read its layers and its history. */
export const secretsInImage = folderRule({
  claim: 'SUP-01',
  read: (folder) =>
    folder.dockerfiles.flatMap((dockerfile) => {
      const contexts = contextsOf(folder, dockerfile)
      return shipped(dockerfile).flatMap((one) => readSecrets(one, contexts))
    }),
  red: [
    image('ENV DB_PASSWORD=hunter2'),
    image('ENV NODE_ENV=production API_TOKEN="abc123"'),
    image('ARG NPM_TOKEN\nRUN npm ci'),
    image('COPY .env.production .env'),
    image('COPY id_rsa /root/.ssh/id_rsa'),
    image('COPY ["./.env.production", "/app/.env"]'),
    image('COPY package.json .env* ./'),
    image('COPY .env* ./', { '.dockerignore': 'node_modules\n' }),
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
    {
      Dockerfile:
        'FROM alpine:3.20 AS certs\nRUN make-own\nFROM nginx:1.27\nCOPY --from=certs /tls/self.key /etc/nginx/\n',
    },
    image('COPY .env* ./', { '.dockerignore': '.env\n' }),
    image(
      'ARG NEXT_PUBLIC_MAP_TOKEN\nARG VITE_API_KEY\nARG RECAPTCHA_SITE_KEY\nARG STRIPE_PUBLISHABLE_KEY\nENV REACT_APP_MAP_KEY=pk-abc123def',
    ),
  ],
})

function readSecrets(one: Instruction, contexts: Context[]): Finding[] {
  const { keyword, text, at } = one
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
  if ((keyword !== 'COPY' && keyword !== 'ADD') || one.from.length > 0) return []
  return copied(one).sources.map((source) => look(source, isSecretFile(source, contexts)))
}

/** An env file that is no template. */
const settings = /(^|\/)\.env(\.(?!example|sample|template|dist)[\w-]+)?$/

/** By its name; of a pattern, unless the settings that it would take are left out of the build. */
function isSecretFile(source: string, contexts: Context[]): boolean {
  if (source.endsWith('.env*')) return contexts.some(({ takes }) => takes(join('', source.slice(0, -1))))
  return (
    settings.test(source) ||
    /(^|\/)(id_(rsa|ed25519|ecdsa)|[\w.-]+\.key|\.npmrc|\.netrc|\.pgpass)$/.test(source)
  )
}

/** All that stands beside the Dockerfile goes into the image: history, settings with passwords, dumps. */
export const leftOut = folderRule({
  claim: 'SUP-02',
  read: (folder) =>
    folder.dockerfiles.flatMap((dockerfile) => {
      const copies = wholeCopies(dockerfile)
      const taken = copies.length === 0 ? [] : settingsTaken(folder, dockerfile)
      return copies.map(({ text, at }) =>
        found({
          at,
          subject: `COPY ${text}`,
          property: 'settings that go into the image',
          expected: [],
          found: taken,
          ok: taken.length === 0,
        }),
      )
    }),
  red: [
    image('COPY . .', { '.env': 'DB_PASSWORD=x\n' }),
    image('COPY . .', { '.env': 'DB_PASSWORD=x\n', '.dockerignore': 'node_modules\n.git\n' }),
    image('COPY . .', { '.env.production': 'DB_PASSWORD=x\n', '.dockerignore': '.env\n' }),
    image('COPY ["./", "/app/"]', { '.env': 'DB_PASSWORD=x\n' }),
    image('COPY --chown=node ./ /app', { '.env': 'DB_PASSWORD=x\n' }),
    {
      'compose.yml': 'services: { api: { build: { context: ., dockerfile: docker/Dockerfile } } }',
      'docker/Dockerfile': 'FROM node:22\nCOPY . .\n',
      'docker/.dockerignore': '.env\n',
      '.env': 'DB_PASSWORD=x\n',
    },
    {
      Dockerfile:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM node:22-slim\nCOPY --from=build /app ./\n',
      '.env': 'DB_PASSWORD=x\n',
    },
  ],
  green: [
    image('COPY . .', { '.env': 'DB_PASSWORD=x\n', '.dockerignore': '.env\n' }),
    image('COPY . .', { '.env': 'DB_PASSWORD=x\n', '.dockerignore': '*\n!src\n' }),
    image('COPY . .', { '.env': 'DB_PASSWORD=x\n', '.dockerignore': '# all\n**/.env*\n!.env.example\n' }),
    image('COPY . .', {
      '.env': 'DB_PASSWORD=x\n',
      'Dockerfile.dockerignore': '.env\n',
      '.dockerignore': 'dist\n',
    }),
    image('COPY . .', { '.env.example': 'DB_PASSWORD=\n' }),
    image('COPY src src', { '.env': 'A=b\n' }),
    {
      'api/Dockerfile': 'FROM node:22\nCOPY . .\n',
      'api/.env': 'DB_PASSWORD=x\n',
      '.dockerignore': '**/.env\n',
    },
    {
      'compose.yml': 'services: { api: { build: { context: api, dockerfile: ../Dockerfile } } }',
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'api/index.js': '',
      '.env': 'DB_PASSWORD=x\n',
    },
    {
      Dockerfile:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM node:22-slim\nCOPY --from=build . .\nCOPY --from=build /app/dist /app/package.json ./\n',
      '.env': 'DB_PASSWORD=x\n',
    },
    {
      Dockerfile:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build && rm -f .env\nFROM node:22-slim\nCOPY --from=build /app ./\n',
      '.env': 'DB_PASSWORD=x\n',
    },
  ],
})

/** Settings at the top of a context that a copy of it takes along. */
function settingsTaken(folder: Folder, dockerfile: Dockerfile): string[] {
  return contextsOf(folder, dockerfile).flatMap(({ folder: context, takes }) =>
    folder.files.list.flatMap(({ path }) => {
      return settings.test(path) && dirname(path) === context && takes(basename(path)) ? [path] : []
    }),
  )
}
