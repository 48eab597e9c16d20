import { type Contract, type Start, shell } from './contract.ts'

const ready = shell('curl -sf -o /dev/null http://127.0.0.1/')
const ask = (path: string) => ['curl', '-s', `http://127.0.0.1${path}`]
const workers = shell(
  'for p in /proc/[0-9]*; do grep -q "^nginx: worker" $p/cmdline && stat -c %u:%g $p; done | sort -u',
)
const site = 'server { listen 80; location / { return 200 "${GREETING} $uri"; } }'
const hardened: Start = {
  user: '101:101',
  readOnly: true,
  tmpfs: { '/run': 'uid=101,gid=101', '/var/cache/nginx': 'uid=101,gid=101', '/tmp': '' },
}

/** Nginx as its official image documents it. */
export const nginxContract: Contract = {
  image: 'nginx',
  source: 'https://github.com/docker-library/docs/blob/master/nginx/content.md',
  rows: [
    {
      name: 'port, signal, entrypoint and command',
      declares: {
        ports: ['80/tcp'],
        stopSignal: 'SIGQUIT',
        entrypoint: ['/docker-entrypoint.sh'],
        command: ['nginx', '-g', 'daemon off;'],
      },
    },
    {
      name: 'started as root, the workers run as uid 101 and a page is served',
      starts: [
        {
          ready,
          checks: [
            { run: workers, prints: '101:101' },
            { run: shell('id -u nginx'), prints: '101' },
            { run: ask('/'), prints: /Welcome to nginx/ },
          ],
          stop: { exitCode: 0 },
        },
      ],
    },
    {
      name: 'as 101:101 on a read-only root with tmpfs for /run and the cache',
      starts: [
        {
          ...hardened,
          ready,
          checks: [{ run: ask('/'), prints: /Welcome to nginx/ }],
          stop: { exitCode: 0 },
        },
      ],
    },
    {
      name: 'templates are filled in from the environment, own variables stay',
      starts: [
        {
          environment: { GREETING: 'hello' },
          files: { '/etc/nginx/templates/default.conf.template': site },
          ready,
          checks: [{ run: ask('/x'), prints: 'hello /x' }],
        },
      ],
    },
    {
      name: 'folder, suffix and filter of templates are variables',
      starts: [
        {
          environment: {
            GREETING: 'hello',
            uri: 'taken',
            NGINX_ENVSUBST_TEMPLATE_DIR: '/given',
            NGINX_ENVSUBST_TEMPLATE_SUFFIX: '.tmpl',
            NGINX_ENVSUBST_OUTPUT_DIR: '/etc/nginx/conf.d',
            NGINX_ENVSUBST_FILTER: '^GREET',
          },
          files: { '/given/default.conf.tmpl': site },
          ready,
          checks: [{ run: ask('/x'), prints: 'hello /x' }],
        },
      ],
    },
    {
      name: 'scripts of /docker-entrypoint.d run first, .envsh into the environment',
      starts: [
        {
          files: {
            '/docker-entrypoint.d/18-greet.envsh': 'export GREETING=sourced',
            '/docker-entrypoint.d/30-note.sh': '#!/bin/sh\necho noted > /tmp/note',
            '/etc/nginx/templates/default.conf.template': site,
          },
          ready,
          checks: [
            { run: ask('/x'), prints: 'sourced /x' },
            { run: ['cat', '/tmp/note'], prints: 'noted' },
          ],
        },
      ],
    },
    {
      name: 'another program is run without the scripts',
      starts: [{ command: ['id', '-u'], ends: { exitCode: 0, prints: '0' } }],
    },
  ],
}
