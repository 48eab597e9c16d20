import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { Files } from '../../harness/folder/files.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { literalSecret } from '../../harness/model/literal-secret.ts'
import { secretInEnvironment } from '../../harness/model/secret-text.ts'

const compose = (environment: string) => ({
  'docker-compose.prod.yml': `services:\n  db:\n    image: postgres:16.4\n    environment:\n      ${environment}\n`,
})

/** Whoever forgets the variable runs with a password that stands in a public file. */
export const knownDefaults = folderRule({
  claim: 'CFG-50',
  read: ({ applications, files }) => {
    const required = applications.map((one) => ({ ...one, required: requiredIn(files, one) }))
    return [...new Set(applications.flatMap((one) => one.files))].flatMap((path) => {
      const own = required.filter((one) => one.files.includes(path))
      const never = (name: string) => own.every((one) => one.required.has(name))
      return read(path, files.text(path) ?? '', never)
    })
  },
  red: [
    compose('POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-postgres}'),
    compose('JWT: "${JWT_SECRET-changeme}"'),
    compose('URL: postgres://u:${DB_PASSWORD:-secret}@db/x'),
    compose('URL: ${DATABASE_URL:-postgresql://shop:shop@db/shop}'),
    compose('URL: "${AMQP_URL:-amqp://guest:guest@mq:5672}"'),
    compose('A: ${SECRET_KEY:-your-secret-key}'),
    compose('A: ${JWT_SECRET:-replace_with_lengthy_secure_hex}'),
    compose('A: ${POSTGRES_PASSWORD:-shop-change-me}'),
    compose('A: ${DB_PASSWORD:-123}\n      B: ${SECRET_KEY_BASE:-replace_with_a_long_one}'),
    compose('POSTGRES_PASSWORD: "${PGPW:-postgres}"'),
  ],
  green: [
    compose('A: ${OPENAI_API_KEY:-your-api-key}\n      B: ${SMTP_PASSWORD:-your-password}'),
    compose('A: ${DATABASE_URL:-postgresql://db/shop}\n      B: ${API_URL:-http://api:8000/v1?x=a@b}'),
    compose('POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?must be set}'),
    compose('SMTP_PASSWORD: ${SMTP_PASSWORD:-}'),
    compose('POSTGRES_PASSWORD_FILE: ${PW_FILE:-/run/secrets/db}\n      POSTGRES_PASSWORD: "${PGPW:-}"'),
    compose('A: ${AUTH_TOKEN:-none}\n      B: ${TLS_KEY:-./certs/tls.key}\n      C: ${PRIMARY_KEY:-id}'),
    compose('POSTGRES_PASSWORD_FILE: ${DB_PASSWORD_FILE:-/run/secrets/db}'),
    compose('CACHE_KEY: ${CACHE_KEY:-v1}\n      # PASSWORD: ${OLD_PASSWORD:-old}\n      A: ${API_TOKEN:?}'),
    compose('A: ${DB_PASSWORD:?}\n      B: postgres://u:${DB_PASSWORD:-postgres}@db/x'),
    compose('A: ${DB_PASSWORD:-${POSTGRES_PASSWORD}}\n      B: ${POSTGRES_PASSWORD}'),
  ],
})

/** Variables without which Compose starts nothing: no default of theirs is ever taken. */
function requiredIn(files: Files, { files: paths }: Application): Set<string> {
  const texts = paths.map((path) => files.text(path) ?? '')
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/\$\{(\w+):?\?/g)].flatMap(([, name]) => name ?? [])),
  )
}

/** `never`: whether the default of a variable is never taken. */
function read(file: string, text: string, never: (name: string) => boolean): Finding[] {
  return text.split('\n').flatMap((written, index) => {
    const line = written.replace(/^\s*#.*|\s#.*$/, '')
    return [...line.matchAll(/\$\{(\w+)(?::?([-?])([^{}]*))?\}/g)].flatMap(
      ([, name = '', operator, word = '']): Finding[] => {
        const names = [name, ...(keyOf(line) ?? [])]
        const known = operator === '-' && !never(name) && names.some((one) => isKnown(one, word))
        if (names.every((one) => secretInEnvironment(one, '-') === undefined) && !known) return []
        return [
          found({
            at: `${file}:${index + 1}`,
            subject: name,
            property: 'default',
            expected: 'none',
            found: known ? 'one that everybody can read' : 'none',
            ok: !known,
          }),
        ]
      },
    )
  })
}

/** The variable of the container, where one of Compose is all that it gets. */
function keyOf(line: string): string[] | undefined {
  const [, key] = /^\s*(?:-\s*)?["']?([A-Za-z_]\w*)(?::\s|=)\s*["']?\$\{[^{}]*\}["']?\s*$/.exec(line) ?? []
  return key === undefined ? undefined : [key]
}

/** What says that it must be changed is a password all the same while nobody does. */
function isKnown(name: string, word: string): boolean {
  if (literalSecret(name, word) !== undefined) return true
  const asks = /^change[-_ ]?me/i.test(word) || (opens.test(name) && placeholder.test(word))
  return asks && secretInEnvironment(name, word) !== undefined
}

/** Names of what lets somebody in here; a key for another's service only fails there. */
const opens =
  /^(?!.*(SMTP|MAIL))(.*_)?(PASSWORD|PASSWD)$|^((JWT|APP|DJANGO|FLASK|SESSION|COOKIE|AUTH|NEXTAUTH|SIGNING|ENCRYPTION)_)?SECRET(_KEY(_BASE)?)?$/i
const placeholder =
  /^\d+$|^(your|my)[-_ ]|^replace|^insert[-_ ]|^set[-_ ]?me|^placeholder|^change[-_ ]?(this|it)|[-_]change[-_]?me/i

const template =
  /\.(example|sample|template|dist|tpl)$|(^|\/)env\.(example|sample|template)$|example\.env$|\.env\.[\w.]*example/

/** Compose puts nothing in place of a variable that nobody set, and only warns. */
export const templated = folderRule({
  claim: 'CFG-51',
  read: (folder) => {
    const templates = folder.settings.filter(({ file }) => template.test(file))
    if (templates.length === 0) return []
    const given = new Set(folder.settings.flatMap(({ names }) => [...names]))
    const elsewhere = [...folder.scripts.map(({ text }) => text), ...workflowTexts(folder)].join('\n')
    return folder.applications.flatMap(({ unknown, files }) =>
      uniqueBy(unknown, ({ name }) => name).map(({ name, at }): Finding => {
        const ok =
          given.has(name) ||
          /^COMPOSE_|^(HOME|USER|PWD|UID|GID|HOSTNAME)$/.test(name) ||
          new RegExp(`\\b${name}\\b`).test(elsewhere)
        const expected = `a line in ${templates.map(({ file }) => file).join(' or ')}`
        return found({
          at: at || `${files[0]}:1`,
          subject: name,
          property: 'where whoever installs it learns of it',
          expected,
          found: ok ? expected : 'nowhere',
          ok,
        })
      }),
    )
  },
  red: [{ ...compose('A: ${MAIL_HOST}'), '.env.example': 'POSTGRES_PASSWORD=\n' }],
  green: [
    { ...compose('A: ${MAIL_HOST}'), '.env.example': '# MAIL_HOST=smtp.example.org\n' },
    { ...compose('A: ${MAIL_HOST}'), '.env.example': 'MAIL_HOST: smtp.example.org\n' },
    {
      ...compose('A: ${MAIL_HOST:-mail} ${TAG}'),
      '.env.example': 'X=1\n',
      'deploy.sh': '#!/bin/sh\nexport TAG="$1"\n',
    },
    compose('A: ${MAIL_HOST}'),
  ],
})

function workflowTexts({ workflows, files }: Folder): string[] {
  return workflows.map(({ file }) => files.text(file) ?? '')
}

function uniqueBy<T>(all: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [key(one), one])).values()].toReversed()
}
