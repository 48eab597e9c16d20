import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Application } from '../../harness/folder/application.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { below, fitsPattern, leaves } from '../../harness/folder/paths.ts'
import { entriesOf, textOf } from '../../harness/model/node.ts'

/** Docker makes an empty folder of what is not there, and the program that reads a file finds a folder. */
export const mountedFiles = folderRule({
  claim: 'CFG-52',
  read: (folder) =>
    folder.applications.flatMap((one) => [...mounts(folder, one), ...configFiles(folder, one)]),
  red: [
    {
      'compose.yml':
        'services: { nginx: { image: "nginx:1", volumes: ["./nginx/nginx.conf:/etc/nginx/nginx.conf:ro"] } }',
    },
    {
      'deploy/compose.yml':
        'services: { db: { image: "postgres:16", volumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql"] } }',
      'init.sql': '',
    },
    {
      'compose.yml':
        'services: { a: { image: a, configs: [c] } }\nconfigs: { c: { file: ./conf/redis.conf } }',
    },
  ],
  green: [
    {
      'compose.yml':
        'services: { nginx: { image: "nginx:1", volumes: ["./nginx/nginx.conf:/etc/nginx/nginx.conf:ro", "./data:/data", "./mysql-5.7:/var/lib/mysql", "./vhost.d:/etc/nginx/vhost.d", "../shared/x.conf:/x"] } }',
      'nginx/nginx.conf': 'events { }',
    },
    {
      'compose.yml':
        'services: { a: { image: a, volumes: ["./certs/tls.pem:/tls.pem", "${CONF}/a.conf:/a", /etc/localtime:/etc/localtime] } }',
      'ops/certs.sh': '#!/bin/sh\nopenssl req -out certs/tls.pem\n',
      'x.conf': '',
    },
    {
      'compose.yml': 'services: { a: { image: a, volumes: ["./secret.json:/s.json", "./a.conf:/a"] } }',
      '.gitignore': 'secret.json\n',
      'a.conf': '',
    },
  ],
})

/** Compose refuses to start without them. */
function configFiles(folder: Folder, { files, directory }: Application): Finding[] {
  return files.flatMap((file) => {
    const configs = entriesOf(entriesOf(folder.files.yaml(file).node).get('configs'))
    return [...configs].flatMap(([name, config]): Finding[] => {
      const written = textOf(entriesOf(config).get('file')) ?? '$'
      const path = below(directory, written)
      if (written.includes('$') || leaves(directory, written) || madeByHand.test(path)) return []
      const ok = folder.files.has(path)
      if (!ok && isMadeElsewhere(folder, path)) return []
      const actual = ok ? 'a file' : 'nothing'
      return [found({ at: config.at, subject: name, property: path, expected: 'a file', found: actual, ok })]
    })
  })
}

function mounts(folder: Folder, { model, directory }: Application): Finding[] {
  const bound = Object.entries(model.compose.services).flatMap(([name, { volumes = [] }]) =>
    volumes.flatMap(({ type, source, target }) =>
      type === 'bind' && source && isFile(target) ? [{ name, source }] : [],
    ),
  )
  return bound.flatMap(({ name, source }): Finding[] => {
    const path = below(directory, source)
    const isOwn =
      source.startsWith('/folder/') &&
      !source.includes('$') &&
      /\.\w{1,8}$/.test(path) &&
      !madeByHand.test(path)
    if (!isOwn || (!folder.files.has(path) && isMadeElsewhere(folder, path))) return []
    const ok = folder.files.has(path)
    const at = model.locate('services', name, 'volumes')
    return [
      found({ at, subject: name, property: path, expected: 'a file', found: ok ? 'a file' : 'nothing', ok }),
    ]
  })
}

/** By its name in the container: a folder may have a dot in its own. */
function isFile(path: string): boolean {
  return /\.[a-z]\w{0,7}$/i.test(path) && !/\.d$/.test(path)
}

/** What is never in a repository: keys and certificates, and what the program itself writes. */
const madeByHand =
  /\.(pem|key|crt|cer|cert|csr|p12|pfx|jks|db|sqlite3?|log|sock|pid)$|(secret|password|passwd|token|credential|acme|htpasswd)/i

/** Ignored by git, or named by a script: made where it is run. */
function isMadeElsewhere({ files, scripts, settings }: Folder, path: string): boolean {
  const base = path.split('/').at(-1) ?? path
  const ignored = files.list
    .filter(({ path: one }) => /(^|\/)\.gitignore$/.test(one))
    .map(({ path: one }) => files.text(one) ?? '')
  const parts = path.split('/')
  const lines = ignored
    .join('\n')
    .split('\n')
    .map((line) => line.trim().replace(/^\/|\/$/g, ''))
  const isIgnored = lines.some(
    (line) =>
      line !== '' &&
      !line.startsWith('#') &&
      (parts.includes(line) ||
        path.startsWith(`${line}/`) ||
        (!line.includes('/') && fitsPattern(base, line)) ||
        line === path),
  )
  return (
    isIgnored ||
    /^\.env/.test(base) ||
    settings.some(({ file }) => file.startsWith(path)) ||
    scripts.some(({ text }) => text.includes(base))
  )
}
