import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'
import { reloadsAtDeploy } from './reloads.ts'

const compose = 'services: { nginx: { image: "nginx:1.27" }, api: { image: a, container_name: shop_api } }'
const conf = (text: string) => ({ 'compose.yml': compose, 'nginx/default.conf': text })

/** Nobody deploys it. */
const forDevelopment = /(^|[/._-])(dev|development|local|test)([/._-]|$)/
const once = conf('server { location / { proxy_pass http://api:8000; } }')

type Passed = { host: string; at: string; passed: boolean }

/** A name that nobody has stops the whole proxy at its start, or gives 502. */
export const upstreamNames = folderRule({
  claim: 'EDGE-57',
  read: (folder) => {
    const known = namesOf(folder)
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
  ],
  green: [
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
    return passedIn(folder)
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

/** Names without a dot that requests are passed to; `passed`: as they stood when the proxy started. */
function passedIn({ nginx }: Folder): Passed[] {
  return nginx.flatMap(({ directives }) => {
    const all = [...walkNginx(directives)]
    const groups = new Set(
      all.flatMap(({ directive }) => (directive.name === 'upstream' ? (directive.args[0] ?? []) : [])),
    )
    const passedTo = new Set(
      all.flatMap(({ directive, above }) =>
        directive.name === 'server' ? [] : (targetOf(directive, above) ?? []),
      ),
    )
    return all.flatMap(({ directive, above }): Passed[] => {
      const target = targetOf(directive, above)
      const isServer = directive.name === 'server'
      // A group may have the name of its only server, and one that nothing is passed to moves nobody.
      if (
        target === undefined ||
        (isServer ? !passedTo.has(above.at(-1)?.args[0] ?? '') : groups.has(target))
      )
        return []
      const isName = /^[a-z_][\w-]*$/i.test(target) && !/^(localhost|unix)$/.test(target)
      return isName ? [{ host: target, at: directive.at, passed: !directive.args.includes('resolve') }] : []
    })
  })
}

function targetOf({ name, args }: Directive, above: readonly Directive[]): string | undefined {
  const isPass = /^(proxy|grpc|fastcgi|uwsgi)_pass$/.test(name)
  if (!isPass && !(name === 'server' && above.at(-1)?.name === 'upstream')) return undefined
  return /^([^/:$]+)(?=[/:]|$)/.exec((args[0] ?? '').replace(/^[a-z]+:\/\//, ''))?.[1]
}

/** Every name that a container of the folder's applications has on some network. */
function namesOf({ applications }: Folder): Set<string> {
  return new Set(
    applications.flatMap(({ model }) =>
      Object.entries(model.compose.services).flatMap(([name, service]) => [
        name,
        ...[service.container_name ?? [], service.hostname ?? [], hostsOf(service.extra_hosts)]
          .flat()
          .map(String),
        ...Object.values(service.networks ?? {}).flatMap((one) => one?.aliases ?? []),
      ]),
    ),
  )
}

function hostsOf(hosts: unknown): string[] {
  if (Array.isArray(hosts)) return hosts.map((one) => String(one).split(/[:=]/)[0] ?? '')
  return typeof hosts === 'object' && hosts !== null ? Object.keys(hosts) : []
}
