import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import { commandsOf, parseScript, type Script } from '../../harness/folder/shell.ts'
import { loadsCertificates } from './reloads.ts'
import { unitScripts } from './units.ts'

const loop = `entrypoint: "/bin/sh -c 'while :; do certbot renew; sleep 12h & wait $$\${!}; done;'"`
const reload = `command: "/bin/sh -c 'while :; do sleep 6h & wait $$\${!}; nginx -s reload; done & nginx -g \\"daemon off;\\"'"`

/** The program, or its image. */
const certbot = /(^|\/)certbot(-auto)?(:[\w.-]+)?$|(^|\/)certbot\/dns-[\w.:-]+$/
const image = 'image: "certbot/certbot:v3.0.0"'
const nginx = 'services: { webserver: { image: "nginx:1.27" }, api: { image: a } }\n'
const renews = { 'compose.yml': nginx, crontab: '0 3 * * * docker compose run --rm certbot renew --quiet\n' }

/** A renewed certificate that nobody loads: the old one expires on a day on which nothing was changed. */
export const renewal = folderRule({
  claim: 'EDGE-59',
  read: (folder) => {
    const somewhere = loadsCertificates(folder)
    return [...folder.scripts, ...unitScripts(folder), ...certbotContainers(folder)].flatMap(
      (script): Finding[] =>
        commandsOf(script).flatMap(({ words, at }) => {
          if (!words.includes('renew') || !words.some((word) => certbot.test(word))) return []
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
    { ...renews, 'compose.yml': `# then: docker compose exec nginx nginx -s reload\n${nginx}` },
    { ...renews, 'init-letsencrypt.sh': '#!/bin/sh\ndocker compose exec nginx nginx -s reload\n' },
    { ...renews, 'help.sh': '#!/bin/sh\n# nginx -s reload\necho "now run: docker compose restart nginx"\n' },
    { ...renews, 'deploy.sh': '#!/bin/sh\ndocker compose down\ndocker compose up -d\n' },
    { crontab: '0 3 * * * docker run --rm certbot/certbot:v3.0.0 renew\n' },
    { 'compose.yml': `services: { certbot: { ${image}, command: renew --webroot -w /var/www } }` },
    {
      'certbot.service':
        '[Service]\nType=oneshot\nExecStart=/usr/bin/docker compose run --rm certbot renew\n',
    },
  ],
  green: [
    { crontab: '0 3 * * * certbot renew --quiet --deploy-hook "docker exec nginx nginx -s reload"\n' },
    {
      'compose.yml': `services:\n  certbot:\n    image: certbot/certbot:v3.0.0\n    ${loop}\n  nginx:\n    image: nginx:1.27.1\n    ${reload}\n`,
    },
    {
      'renew.sh': '#!/bin/sh\ndocker compose run --rm certbot certbot renew\ndocker compose restart nginx\n',
    },
    { ...renews, 'renew.sh': '#!/bin/sh\n# loads it\ndocker compose restart webserver\n' },
    {
      ...renews,
      'init-letsencrypt.sh':
        '#!/bin/sh\ndocker compose run certbot certonly --deploy-hook "docker exec nginx nginx -s reload"\n',
    },
    {
      'deploy.sh':
        '#!/bin/sh\nJOB="0 3 * * * certbot renew -q && docker compose exec nginx nginx -s reload"\necho "$JOB" | crontab -\n',
      ...renews,
    },
    { ...renews, 'setup.sh': '#!/bin/sh\necho "0 4 * * * docker exec web nginx -s reload" | crontab -\n' },
    {
      ...renews,
      'compose.yml':
        'services: { nginx: { image: "nginx:1", labels: { ofelia.job-exec.r.command: "nginx -s reload" } } }',
    },
    {
      'renew.sh':
        '#!/bin/sh\nCOMPOSE="docker compose"\n$COMPOSE down\ncertbot renew --standalone\n$COMPOSE up -d\n',
    },
    {
      'certbot.service':
        '[Service]\nExecStart=/usr/bin/certbot renew\nExecStartPost=/usr/bin/docker exec proxy nginx -s reload\n',
    },
    { crontab: '0 3 * * * certbot renew --quiet\n', 'reload.sh': '#!/bin/sh\nsystemctl reload nginx\n' },
  ],
})

/** A container of certbot's own image, which is handed the words of certbot alone. */
function certbotContainers(folder: Folder): Script[] {
  return servicesIn(folder).flatMap(({ name, service: { image = '', command, entrypoint }, at }) => {
    if (!certbot.test(image) || entrypoint) return []
    const [file = '', line = '1'] = at('command').split(/:(?=\d+$)/)
    const text = ['certbot', ...[command ?? []].flat()].join(' ')
    return [parseScript({ name, file, line: Number(line), text, kind: 'inner', options: '' })]
  })
}
