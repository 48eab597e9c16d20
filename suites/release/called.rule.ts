import { basename } from 'node:path/posix'
import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { callsIn } from './calls.ts'

const step = (run: string) => ({
  '.github/workflows/ci.yml': `jobs: { build: { steps: [{ run: "${run}" }] } }`,
})
const remote = (script: string) => ({
  '.github/workflows/deploy.yml': `jobs: { deploy: { steps: [{ uses: appleboy/ssh-action@v1, with: { script: "${script}" } }] } }`,
})

/** Files that scripts and steps call by a relative path: what no file of the folder is called is not there. */
export const calledFiles = folderRule({
  claim: 'REL-04',
  read: (folder) => {
    const names = new Set(folder.files.list.map(({ path }) => basename(path)))
    const written = folder.scripts.map(({ text }) => text).join('\n')
    const made = new Map<string, boolean>()
    return callsIn(folder).flatMap(({ script, path, at }): Finding[] => {
      const base = basename(path)
      const ok = names.has(base)
      const isMade = !ok && (made.get(base) ?? makes(written, base))
      made.set(base, isMade)
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
    step('scripts/deploy.sh'),
    { 'ops/deploy.sh': '#!/bin/bash\n. "$(dirname "$0")/common.sh"\n' },
    { 'ops/deploy.sh': '#!/bin/bash\nsource ./ops/lib.sh\n' },
    remote('cd /srv/shop && git pull && ./redeploy.sh'),
    remote('cd $APP_DIR\\ngit fetch\\nbash ops/redeploy.sh'),
  ],
  green: [
    // On the server.
    remote('cd /opt/infra && ./redeploy.sh'),
    remote('cd /srv/shop\\ngit pull\\ncd /opt/infra\\n./redeploy.sh'),
    remote('bash redeploy.sh'),
    { 'deploy.sh': '#!/bin/sh\n(cd /opt/infra && ./redeploy.sh)\n' },
    { ...step('./scripts/deploy.sh'), 'scripts/deploy.sh': '#!/bin/sh\n' },
    {
      'ops/deploy.sh':
        '#!/bin/bash\nsource "$(dirname "$0")/lib.sh"\nsource .env\n. /etc/os-release\nsource venv/bin/activate\n',
      'ops/lib.sh': '',
    },
    {
      'compose.yml': 'services: { a: { image: a, command: sh -c "./wait.sh && ./start.sh" } }',
      'x.sh': './y.sh',
      'y.sh': '',
    },
    step('curl -o install.sh https://example.org/i && bash ./install.sh'),
    {
      'deploy.sh':
        '#!/bin/sh\ndocker compose -f "$FILE" -f docker-compose.prod.yml up -d\n./"$1".sh\nbash /usr/local/bin/other.sh\n',
      'docker-compose.prod.yml': 'services: { a: { image: a } }',
    },
  ],
})

/** Made on the way: downloaded, copied or written by somebody. */
function makes(written: string, base: string): boolean {
  return new RegExp(
    `(>|\\s-[oO]\\s|\\b(cp|mv|curl|wget|tee|touch)\\b)[^\\n]{0,300}${base.replace(/[.+]/g, '\\$&')}`,
  ).test(written)
}

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
    { ...step('chmod +x lib/*.sh; ./ops/a.sh'), 'ops/a.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
  ],
  green: [
    { ...step('./scripts/deploy.sh'), 'scripts/deploy.sh*': '#!/bin/sh\n' },
    { ...step('bash scripts/deploy.sh'), 'scripts/deploy.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
    { ...step('chmod +x ops/*.sh && ./ops/a.sh'), 'ops/a.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
    { ...step('chmod -R +x ./ops && ./ops/a.sh'), 'ops/a.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
    { ...step('chmod +x deploy.sh && ./deploy.sh'), 'deploy.sh': '#!/bin/sh\n', 'x.sh*': '#!/bin/sh\n' },
  ],
})
