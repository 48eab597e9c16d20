import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { walkNginx } from '../../harness/folder/nginx.ts'
import { below } from '../../harness/folder/paths.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'
import type { Service } from '../../harness/model/compose.ts'
import { isNginxImage } from './proxy-services.ts'

const stack = (volumes: string, image = 'image: "nginx:1.27"') => ({
  'compose.yml': `services: { proxy: { ${image}, ports: ["443:443"], volumes: [${volumes}] } }`,
  'nginx/site.conf':
    'server { listen 443 ssl; ssl_certificate /etc/letsencrypt/live/shop/fullchain.pem; ssl_certificate_key /etc/letsencrypt/live/shop/privkey.pem; }',
})

/** A proxy that does not find its certificate does not start. */
export const certificatesMounted = folderRule({
  claim: 'EDGE-60',
  read: (folder) => {
    const proxies = mountsOfProxies(folder)
    if (proxies === undefined) return []
    return folder.nginx.flatMap(({ file, directives }) =>
      [...walkNginx(directives)].flatMap(({ directive: { name, args, at } }): Finding[] => {
        const [path = ''] = args
        if (!named.test(name) || !path.startsWith('/')) return []
        const targets = targetsFor(folder, proxies, [file, at.replace(/:\d+$/, '')])
        if (targets === undefined) return []
        const ok = isMounted(path, targets)
        return [
          found({
            at,
            subject: name,
            property: path,
            expected: 'mounted',
            found: ok ? 'mounted' : 'nothing is mounted there',
            ok,
          }),
        ]
      }),
    )
  },
  red: [
    {
      'compose.yml':
        'services: { proxy: { image: "nginx:1.27", ports: ["80:80"], volumes: ["./nginx:/etc/nginx/conf.d:ro"] } }',
      'nginx/site.conf': 'server { auth_basic on; auth_basic_user_file /etc/nginx/.htpasswd; }',
    },

    stack('"./nginx:/etc/nginx/conf.d:ro"'),
    stack('"./nginx:/etc/nginx/conf.d:ro", "certs:/etc/ssl/private"'),
    {
      ...stack('"./nginx:/etc/nginx/conf.d:ro", "certs:/etc/letsencrypt"'),
      'nginx/site.conf':
        'server { listen 443 ssl; ssl_certificate /etc/nginx/ssl/live/${DOMAIN}/fullchain.pem; }',
    },
  ],
  green: [
    stack('"./nginx:/etc/nginx/conf.d:ro", "certs:/etc/letsencrypt:ro"'),
    stack('"./nginx:/etc/nginx/conf.d:ro"', 'build: .'),
    {
      ...stack('"./nginx:/etc/nginx/conf.d:ro", "certs:/etc/letsencrypt"'),
      'nginx/site.conf': 'server { ssl_certificate /etc/letsencrypt/live/${DOMAIN}/fullchain.pem; }',
    },
    {
      ...stack('"./site.conf:/etc/nginx/nginx.conf:ro", "./certs:/etc/nginx/ssl:ro", "le:/etc/letsencrypt"'),
      'certs/README': 'certificates',
    },
    {
      ...stack('"./nginx:/etc/nginx/conf.d:ro", "certs:/etc/letsencrypt:ro"'),
      'deploy/nginx/host.conf':
        'server { listen 443 ssl; ssl_certificate /etc/ssl/shop.pem; location / { proxy_pass http://127.0.0.1:8000; } }',
    },
    stack('"./nginx:/etc/nginx/conf.d:ro", "/etc/letsencrypt/live/shop:/etc/letsencrypt/live/shop"'),
  ],
})

const named =
  /^(ssl_certificate(_key)?|ssl_trusted_certificate|ssl_client_certificate|ssl_dhparam|auth_basic_user_file)$/

/** Where Nginx looks for its configuration. */
const ofConfiguration = /\.(conf|template)$|\/(conf\.d|templates|sites-\w+|nginx|nginx\/conf)\/?$/

type Mounts = { sources: string[]; targets: string[] }

/** What is mounted below a path or holds it; of one with a variable, the folder before that decides. */
function isMounted(path: string, targets: readonly string[]): boolean {
  const isKnown = !path.includes('$')
  const wanted = isKnown ? path : path.slice(0, path.indexOf('$')).replace(/\/[^/]*$/, '/')
  const holds = (outer: string, inner: string) => `${inner}/`.startsWith(`${outer.replace(/\/$/, '')}/`)
  return targets.some((target) => holds(target, wanted) || (!isKnown && holds(wanted, target)))
}

/** What the proxies have that get this configuration; undefined for one that is, say, the host's own. */
function targetsFor(
  { files }: Folder,
  proxies: readonly Mounts[],
  configuration: readonly string[],
): string[] | undefined {
  const gets = proxies.filter(({ sources }) =>
    sources.some((source) => configuration.some((file) => `${file}/`.startsWith(`${source}/`))),
  )
  const isTold = proxies.some(({ sources }) => sources.some((source) => files.has(source)))
  if (isTold && gets.length === 0) return undefined
  return (isTold ? gets : proxies).flatMap(({ targets }) => targets)
}

/** What is mounted into the services that run the image of Nginx; undefined when one is built or none is there. */
function mountsOfProxies(folder: Folder): Mounts[] | undefined {
  const all = servicesIn(folder)
  const proxies = all.filter(({ service }) => isNginxImage(service.image))
  const isBuilt = all.some(
    ({ service: { build, ports = [] } }) =>
      build !== undefined && ports.some(({ target }) => [80, 443, 8080, 8443].includes(Number(target))),
  )
  if (proxies.length === 0 || isBuilt) return undefined
  return proxies.map(({ application: { directory }, service }) => ({
    sources: (service.volumes ?? []).flatMap(({ source, target }) =>
      source !== undefined && ofConfiguration.test(target) ? [below(directory, source)] : [],
    ),
    targets: targetsOf(service),
  }))
}

function targetsOf({ volumes = [], secrets = [], configs = [] }: Service): string[] {
  return [
    ...volumes.map(({ target }) => target),
    ...secrets.map(({ source, target }) =>
      target?.startsWith('/') ? target : `/run/secrets/${target ?? source}`,
    ),
    ...(Array.isArray(configs)
      ? configs.flatMap((one) => (typeof one?.target === 'string' ? [one.target] : []))
      : []),
  ]
}
