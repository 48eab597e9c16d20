import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { writtenServices } from '../../harness/folder/services-in.ts'
import { nodeAt, textOf } from '../../harness/model/node.ts'
import { namesOf, type Passed, passedIn } from './passed.ts'
import { reloadsAtDeploy } from './reloads.ts'

const compose = 'services: { nginx: { image: "nginx:1.27" }, api: { image: a, container_name: shop_api } }'
const conf = (text: string) => ({ 'compose.yml': compose, 'nginx/default.conf': text })

/** Nobody deploys it. */
const forDevelopment = /(^|[/._-])(dev|development|local|test)([/._-]|$)/
const once = conf('server { location / { proxy_pass http://api:8000; } }')

/** A name that nobody has stops the whole proxy at its start, or gives 502. */
export const upstreamNames = folderRule({
  claim: 'EDGE-57',
  read: (folder) => {
    // A configuration may be for development, and so may its services.
    const written = writtenServices(folder.files).flatMap(([name, node]) => [
      name,
      textOf(nodeAt(node, ['container_name'])) ?? name,
    ])
    const known = new Set([...namesOf(folder), ...written])
    // Who else is on a network that others made is not told here.
    const networks = folder.applications.flatMap(({ model }) => Object.values(model.compose.networks))
    if (networks.length === 0 || networks.some(({ external }) => external === true)) return []
    return passedIn(folder).flatMap(({ host, at }): Finding[] => {
      const ok = known.has(host)
      const actual = ok ? 'a service' : `none of ${[...known].slice(0, 8).join(', ')}`
      return [
        found({ at, subject: host, property: 'who has this name', expected: 'a service', found: actual, ok }),
      ]
    })
  },
  red: [
    conf('server { location / { proxy_pass http://backend:8000; } }'),
    conf('upstream backend { server backend:8000; }\nserver { location / { proxy_pass http://backend; } }'),
    conf('upstream app { server apii:8000; }\nserver { location / { proxy_pass http://app; } }'),
    conf('server { set $ws "http://apii:5000"; location / { proxy_pass $ws; } }'),
    conf('server { set $h api; if ($arg_v) { set $h apii; } location / { proxy_pass http://${h}:5000; } }'),
    conf(
      'map $request_method $to { default "http://app"; GET "http://ui:1"; }\nupstream app { server apii:1; }\nserver { location / { proxy_pass $to; } }',
    ),
    conf('stream { upstream q { server apii:1883; }\nserver { listen 1; proxy_pass q; } }'),
  ],
  green: [
    {
      'compose.yml':
        'services: { nginx: { image: "nginx:1", links: ["api:backend"], external_links: [old:legacy] }, api: { image: a } }',
      'nginx/a.conf':
        'server { location / { proxy_pass http://backend; } location /l { proxy_pass http://legacy; } }',
    },
    {
      'compose.yml': compose,
      'compose.dev.yml': 'services: { mail: { image: m, container_name: shop_mail } }',
      'nginx/dev.conf':
        'server { location / { proxy_pass http://mail:1; } location /m { proxy_pass http://shop_mail:1; } }',
    },
    conf('server { set $h ""; set $x $host; location / { proxy_pass http://$h$x; } }'),
    conf(
      'server { location / { proxy_pass http://api:8000; } location /b { proxy_pass http://shop_api:1; } }',
    ),
    conf(
      'upstream app { server api:8000 max_fails=3; server 10.0.0.1:80; }\nserver { location / { proxy_pass http://app/x; } }',
    ),
    conf(
      'server { set $up api; location / { proxy_pass http://$up:8000; } location /h { proxy_pass http://host.docker.internal:1; } location /e { proxy_pass https://example.org; } }',
    ),
    conf(
      'server { location / { proxy_pass http://${BACKEND}:8000; } location /l { proxy_pass http://localhost:1; } location /u { proxy_pass http://unix:/run/a.sock; } location /a { proxy_pass http://api; } }',
    ),
    {
      'compose.yml':
        'services: { nginx: { image: "nginx:1" }, api: { image: a, networks: { app: { aliases: [backend] } } } }\nnetworks: { app: }',
      'nginx/a.conf': 'server { location / { proxy_pass http://backend; } }',
    },
  ],
})

/** A literal name is looked up once, when the proxy starts: a container that is made anew has another address. */
export const upstreamsMove = folderRule({
  claim: 'EDGE-52',
  read: (folder) => {
    const known = namesOf(folder)
    // Whoever reloads the proxy after each deploy has it look its upstreams up.
    if (reloadsAtDeploy(folder)) return []
    return oncePerFile(passedIn(folder))
      .filter(({ host, at }) => known.has(host) && !forDevelopment.test(at))
      .map(({ host, at, passed }) =>
        found({
          at,
          subject: host,
          property: 'looked up',
          expected: 'again and again',
          found: passed ? 'once, at the start' : 'again and again',
          ok: !passed,
        }),
      )
  },
  red: [
    conf('server { location / { proxy_pass http://api:8000; } }'),
    conf('upstream app { server api:8000; }\nserver { location / { proxy_pass http://app; } }'),
    conf('upstream app { server api:8000; }\nserver { set $to app; location / { proxy_pass http://$to; } }'),
    { ...once, 'compose.yml': `# after a change: docker compose exec nginx nginx -s reload\n${compose}` },
    {
      ...once,
      'init-letsencrypt.sh':
        '#!/bin/sh\ndocker compose up --force-recreate -d nginx\ndocker compose exec nginx nginx -s reload\n',
    },
    {
      ...once,
      'deploy.sh':
        '#!/bin/sh\n# nginx -s reload\ndocker compose up -d --build\nsudo systemctl reload nginx\n',
    },
    { ...once, crontab: '0 3 * * * certbot renew -q --deploy-hook "docker exec nginx nginx -s reload"\n' },
    { ...once, 'renew.sh': '#!/bin/sh\ndocker compose up certbot\ndocker compose restart nginx\n' },
    { ...once, 'deploy.sh': '#!/bin/sh\ndocker compose up -d --force-recreate api\n' },
    {
      ...once,
      'x.sh': '#!/bin/sh\ncase $1 in\n  d) docker compose down ;;\n  u) docker compose up -d ;;\nesac\n',
    },
  ],
  green: [
    { 'compose.yml': compose, 'nginx/dev/site.conf': once['nginx/default.conf'] },
    { ...once, 'deploy.sh': '#!/bin/sh\ndocker compose down\ndocker compose up -d\n' },
    {
      ...once,
      'up.sh': '#!/bin/sh\ndc() { docker compose -f compose.yml "$@"; }\ndc pull\ndc restart nginx\n',
    },
    { ...once, 'deploy.sh': '#!/bin/sh\ndocker compose up -d --force-recreate\n' },
    {
      'compose.yml': compose.replace('nginx:', 'webserver:'),
      'nginx/default.conf': once['nginx/default.conf'],
      'deploy.sh': '#!/bin/sh\ndocker compose pull\ndocker compose up -d\ndocker compose restart webserver\n',
    },
    {
      ...once,
      '.github/workflows/deploy.yml':
        'on: push\njobs:\n  d:\n    steps:\n      - run: ssh host "cd /srv && docker compose up -d"\n      - run: ssh host "docker exec shop-nginx nginx -s reload"\n',
    },
    {
      ...once,
      'deploy.sh':
        "#!/bin/sh\nssh host bash -s <<'EOF'\ndocker compose up -d\ndocker compose kill -s HUP nginx\nEOF\n",
    },
    {
      ...once,
      'deploy.sh': '#!/bin/sh\ndocker compose up -d\n./tell.sh\n',
      'tell.sh': '#!/bin/sh\ndocker exec nginx nginx -s reload\n',
    },
    {
      ...once,
      'compose.yml': compose.replace(
        '"nginx:1.27"',
        '"nginx:1.27", command: ["/bin/sh", "-c", "while :; do sleep 6h; nginx -s reload; done & nginx"]',
      ),
    },
    {
      ...once,
      'entrypoint.sh': '#!/bin/sh\nwhile :; do\n  sleep 12h\n  nginx -s reload\ndone &\nexec nginx\n',
    },
    {
      'compose.yml': 'services: { api: { image: a, ports: ["127.0.0.1:8000:8000"] } }',
      'nginx/default.conf': once['nginx/default.conf'],
      'deploy.sh': '#!/bin/sh\ndocker compose up -d\nsudo systemctl reload nginx\n',
    },
    conf(
      'upstream app { zone app 64k; resolver 127.0.0.11; server api:8000 resolve; }\nserver { location / { proxy_pass http://app; } }',
    ),
    conf('server { resolver 127.0.0.11; set $api api; location / { proxy_pass http://$api:8000; } }'),
    {
      ...conf('server { location / { proxy_pass http://api:8000; } }'),
      'deploy.sh':
        '#!/bin/sh\nCOMPOSE="docker compose"\n$COMPOSE up -d --build\n$COMPOSE exec -T nginx nginx -s reload\n',
    },
    conf('upstream idle { server api:80; }\nserver { set $api api; location / { proxy_pass http://$api; } }'),
  ],
})

/** Where each name stands first in a file, those that are looked up once before the others. */
function oncePerFile(passed: readonly Passed[]): Passed[] {
  const first = new Map<string, Passed>()
  for (const one of passed) {
    const key = JSON.stringify([one.host, one.at.replace(/:\d+$/, '')])
    if (!first.has(key) || (one.passed && !first.get(key)?.passed)) first.set(key, one)
  }
  return [...first.values()]
}
