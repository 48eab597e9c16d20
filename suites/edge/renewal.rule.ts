import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, parseScript, type Script } from '../../harness/folder/shell.ts'
import { everyText, reloads } from './reloads.ts'

const loop = `entrypoint: "/bin/sh -c 'while :; do certbot renew; sleep 12h & wait $$\${!}; done;'"`
const reload = `command: "/bin/sh -c 'while :; do sleep 6h & wait $$\${!}; nginx -s reload; done & nginx -g \\"daemon off;\\"'"`

/** A renewed certificate that nobody loads: the old one expires on a day on which nothing was changed. */
export const renewal = folderRule({
  claim: 'EDGE-59',
  read: (folder) => {
    const somewhere = reloads.test(everyText(folder))
    return [...folder.scripts, ...composeScripts(folder)].flatMap((script): Finding[] =>
      commandsOf(script).flatMap(({ words, at }) => {
        if (!words.includes('renew') || !words.some((word) => /(^|\/)certbot(-auto)?$/.test(word))) return []
        const ok =
          somewhere ||
          words.some((word) => /^--(deploy|post|renew)-hook/.test(word)) ||
          words.includes('--nginx')
        return [
          found({
            at,
            subject: script.name,
            property: 'who loads the renewed certificate',
            expected: 'somebody',
            found: ok ? 'somebody' : 'nobody',
            ok,
          }),
        ]
      }),
    )
  },
  red: [
    {
      'compose.yml':
        'services:\n  certbot:\n    image: certbot/certbot:v3.0.0\n    entrypoint:\n      - /bin/sh\n      - -c\n      - |\n        while :; do\n          certbot renew\n          sleep 12h\n        done\n',
    },
    { crontab: '0 3 * * * certbot renew --quiet\n' },
    { 'compose.yml': `services:\n  certbot:\n    image: certbot/certbot:v3.0.0\n    ${loop}\n` },
  ],
  green: [
    { crontab: '0 3 * * * certbot renew --quiet --deploy-hook "docker exec nginx nginx -s reload"\n' },
    {
      'compose.yml': `services:\n  certbot:\n    image: certbot/certbot:v3.0.0\n    ${loop}\n  nginx:\n    image: nginx:1.27.1\n    ${reload}\n`,
    },
    {
      'renew.sh': '#!/bin/sh\ndocker compose run --rm certbot certbot renew\ndocker compose restart nginx\n',
    },
  ],
})

/** Shell text of commands and entrypoints; its lines are those of the Compose file only at its start. */
function composeScripts({ applications }: Folder): Script[] {
  return applications.flatMap(({ model }) =>
    Object.entries(model.compose.services).flatMap(([name, { command, entrypoint }]) => {
      const words = [entrypoint ?? [], command ?? []].flat()
      const text = words.find((_, at) => words[at - 1] === '-c')
      const [file = '', line = '1'] = model
        .locate('services', name, entrypoint ? 'entrypoint' : 'command')
        .split(/:(?=\d+$)/)
      return text === undefined
        ? []
        : [
            parseScript({
              name,
              file,
              line: Number(line),
              text: text.replaceAll('$$', '$'),
              kind: 'remote',
              options: '',
            }),
          ]
    }),
  )
}
