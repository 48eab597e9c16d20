import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { baseImage, type Dockerfile, lineOf } from '../../harness/folder/dockerfile.ts'
import { dockerfileOf, type Folder } from '../../harness/folder/folder.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'
import type { Service } from '../../harness/model/compose.ts'
import type { HealthCommand } from '../../harness/model/health-command.ts'
import { imageReference } from '../../harness/model/image-reference.ts'
import { splitWords } from '../../harness/model/words.ts'
import { checkOf } from './image-check.ts'

/** Programs that official images do not have, by what their names say; the first row that fits counts. */
const lacking: readonly { image: RegExp; tag: RegExp; programs: readonly string[] }[] = [
  {
    image: /(^|\/)(node|python|ruby|golang|eclipse-temurin|openjdk)$/,
    tag: /alpine/,
    programs: ['curl'],
  },
  { image: /(^|\/)(node|python|ruby)$/, tag: /slim/, programs: ['curl', 'wget', 'nc'] },
  { image: /(^|\/)alpine$/, tag: /./, programs: ['curl'] },
  { image: /(^|\/)(debian|ubuntu)$/, tag: /./, programs: ['curl', 'wget', 'nc'] },
  { image: /(^|\/)(postgres|postgis|redis|valkey)$/, tag: /alpine/, programs: ['curl'] },
  {
    image: /(^|\/)(postgres|postgis|redis|valkey|mongo|mariadb)$/,
    tag: /./,
    programs: ['curl', 'wget', 'nc'],
  },
  { image: /(^|\/)distroless\//, tag: /^(?!.*debug)/, programs: ['curl', 'wget', 'nc', 'sh', 'bash'] },
  { image: /^scratch$/, tag: /./, programs: ['curl', 'wget', 'nc', 'sh', 'bash'] },
]
/** From October 2023 on the image of MinIO had no curl, until one was put back in the course of 2024. */
const minioWithout = /^RELEASE\.(2024-0[1-6]|2023-1[12])/

/** A check whose program is missing fails for ever, whatever the service does. */
export const healthProgram = folderRule({
  claim: 'HLT-50',
  read: (folder) => servicesIn(folder).flatMap((one) => read(folder, one)),
  red: [
    {
      'compose.yml':
        'services: { api: { build: ., healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:3000"] } } }',
      Dockerfile: 'FROM node:22-alpine\nCOPY . .\nCMD ["node", "server.js"]\n',
    },
    {
      'compose.yml':
        'services: { api: { build: { context: api }, healthcheck: { test: "curl -f http://localhost || exit 1" } } }',
      'api/Dockerfile': 'FROM node:22 AS build\nRUN npm ci\nFROM node:22-slim\nCOPY --from=build /app /app\n',
    },
    {
      'compose.yml':
        'services: { s: { image: "minio/minio:RELEASE.2024-05-01T01-11-10Z", healthcheck: { test: [CMD, curl, -f, "http://localhost:9000/minio/health/live"] } } }',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", healthcheck: { test: [CMD-SHELL, "wget -q localhost:5432"] } } }',
    },
    {
      'compose.yml': 'services: { go: { build: ., healthcheck: { test: [CMD-SHELL, "/app health"] } } }',
      Dockerfile:
        'FROM golang:1.23 AS build\nRUN go build -o /app\nFROM gcr.io/distroless/static-debian12\nCOPY --from=build /app /app\n',
    },
    {
      'compose.yml': 'services: { api: { build: . } }',
      Dockerfile:
        'FROM node:22-alpine\nHEALTHCHECK --interval=30s CMD curl -f http://localhost:3000 || exit 1\nCMD ["node", "."]\n',
    },
  ],
  green: [
    {
      'compose.yml':
        'services: { php: { image: "php:8.3-fpm-alpine", healthcheck: { test: [CMD, curl, -f, "http://localhost"] } } }',
    },
    {
      'compose.yml': 'services: { api: { build: ., healthcheck: { test: [CMD, node, check.js] } } }',
      Dockerfile: 'FROM node:22-alpine\nHEALTHCHECK CMD curl -f http://localhost:3000\n',
    },
    {
      'compose.yml': 'services: { api: { build: . }, b: { build: b, healthcheck: { test: [NONE] } } }',
      Dockerfile: 'FROM node:22-alpine\nHEALTHCHECK CMD curl -f http://localhost\nHEALTHCHECK NONE\n',
      'b/Dockerfile': 'FROM node:22-alpine\nHEALTHCHECK CMD curl -f http://localhost\n',
    },
    {
      'compose.yml':
        'services: { api: { build: ., healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:3000"] } } }',
      Dockerfile: 'FROM node:22-alpine\nRUN apk add --no-cache curl\n',
    },
    {
      'compose.yml':
        'services: { api: { build: ., healthcheck: { test: ["CMD", "wget", "-q", "--spider", "http://localhost:3000"] } } }',
      Dockerfile: 'FROM node:22-alpine\n',
    },
    {
      'compose.yml':
        'services: { api: { build: ., healthcheck: { test: ["CMD", "curl", "-f", "http://localhost"] } } }',
      Dockerfile: 'ARG BASE=company/base:1\nFROM ${BASE}\n',
    },
    {
      'compose.yml':
        'services: { db: { image: "postgres:16", healthcheck: { test: [CMD-SHELL, "pg_isready -U $${POSTGRES_USER}"] } } }',
    },
    {
      'compose.yml':
        'services: { api: { build: { context: ., target: app }, healthcheck: { test: ["CMD", "curl", "x"] } } }',
      Dockerfile:
        'FROM node:22-slim AS base\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    ca-certificates \\\n    curl\nFROM base AS app\n',
    },
    {
      'compose.yml':
        'services: { s: { image: "minio/minio:RELEASE.2023-09-01T00-00-00Z", healthcheck: { test: [CMD, curl, -f, x] } } }',
    },
  ],
})

function read(folder: Folder, one: Shipped): Finding[] {
  const check = checkOf(folder, one)
  const missing = missingIn(one.service, dockerfileOf(folder, one.application, one.service.build))
  if (check === undefined || missing === undefined) return []
  const absent = programsOf(check.command).filter((program) => missing.programs.includes(program))
  return [
    found({
      at: check.at,
      subject: one.name,
      property: `programs that its health check lacks in ${missing.image}`,
      expected: [],
      found: absent,
      ok: absent.length === 0,
    }),
  ]
}

/** The program that it runs, and the shell that reads it where there is one. */
function programsOf({ line, shell }: HealthCommand): string[] {
  const first = (splitWords(line)[0] ?? '').replace(/^.*\//, '')
  // Only the first command is surely run.
  return shell ? ['sh', first] : [first]
}

function missingIn(service: Service, dockerfile: Dockerfile | undefined) {
  const image = dockerfile ? baseImage(dockerfile) : service.build === undefined ? service.image : undefined
  if (image === undefined || image.includes('$')) return undefined
  const { repository, tag = 'latest' } = imageReference(image)
  if (/(^|\/)minio$/.test(repository)) return { image, programs: minioWithout.test(tag) ? ['curl'] : [] }
  const row = lacking.find((one) => one.image.test(repository) && one.tag.test(tag))
  if (row === undefined) return undefined
  return { image, programs: row.programs.filter((program) => !installs(dockerfile, program)) }
}

/** Whether a stage that the last one is made from gets the program; anything copied in may be it. */
function installs(dockerfile: Dockerfile | undefined, program: string): boolean {
  const last = dockerfile?.stages.at(-1)
  if (dockerfile === undefined || last === undefined) return false
  const name = new RegExp(
    `(^|[\\s/=:])(${program}${program === 'nc' ? '|netcat(-\\w+)?' : ''})([\\s\\\\=;&:]|$)`,
  )
  return lineOf(dockerfile, last).some(({ instructions }) =>
    instructions.some(({ keyword, text }) => ['RUN', 'COPY', 'ADD'].includes(keyword) && name.test(text)),
  )
}
