import { basename, dirname } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { below } from '../../harness/folder/paths.ts'
import { type Shipped, servicesIn } from '../../harness/folder/services-in.ts'

const app = (file: string, more: Record<string, string> = {}) => ({
  'compose.yml': `services: { api: { image: a, env_file: ${file} } }`,
  ...more,
})

/** Without it nothing starts, and nothing in the folder says what stands in it. */
export const envFilesKnown = folderRule({
  claim: 'CFG-59',
  read: (folder) => servicesIn(folder).flatMap((one) => read(folder, one)),
  red: [app('./api.env'), app('[.env.production]')],
  green: [
    app('.env', { '.env.example': 'A=\n' }),
    app('./api.env', { 'api.env': 'A=b\n' }),
    app('[{ path: .env.local, required: false }]'),
    app('config/prod.env', { 'config/prod.env.sample': 'A=\n' }),
    app('.env.production', { 'setup.sh': '#!/bin/sh\ncat > .env.production <<X\nA=b\nX\n' }),
    app('.env', { 'README.md': 'Write `.env` with A and B.\n' }),
  ],
})

function read(folder: Folder, { application, name, service, at }: Shipped): Finding[] {
  return listOf(service.env_file).flatMap(({ path: written, required }): Finding[] => {
    if (written.includes('$') || required === false) return []
    const path = below(application.directory, written)
    const ok = folder.files.has(path) || isTold(folder, path)
    return [
      found({
        at: at('env_file'),
        subject: name,
        property: path,
        expected: 'a file, a template of it, or a word about it',
        found: ok ? 'a file, a template of it, or a word about it' : 'nothing',
        ok,
      }),
    ]
  })
}

function isTold({ files, scripts, settings, workflows }: Folder, path: string): boolean {
  const base = basename(path)
  const template = settings.some(({ file }) => dirname(file) === dirname(path) && file !== path)
  const texts = [...scripts.map(({ text }) => text), ...workflows.map(({ file }) => files.text(file) ?? '')]
  const guides = files.list
    .filter(({ path: one }) => /\.md$/i.test(one))
    .map(({ path: one }) => files.text(one) ?? '')
  return template || [...texts, ...guides].some((text) => text.includes(base))
}

function listOf(files: unknown): { path: string; required?: boolean }[] {
  if (!Array.isArray(files)) return typeof files === 'string' ? [{ path: files }] : []
  return files.flatMap((one) =>
    typeof one === 'string'
      ? [{ path: one }]
      : typeof one?.path === 'string'
        ? [{ path: one.path, required: one.required !== false && one.required !== 'false' }]
        : [],
  )
}
