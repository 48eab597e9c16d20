import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { walkNginx } from '../../harness/folder/nginx.ts'

const stack = (volumes: string, image = 'image: "nginx:1.27"') => ({
  'compose.yml': `services: { proxy: { ${image}, ports: ["443:443"], volumes: [${volumes}] } }`,
  'nginx/site.conf':
    'server { listen 443 ssl; ssl_certificate /etc/letsencrypt/live/shop/fullchain.pem; ssl_certificate_key /etc/letsencrypt/live/shop/privkey.pem; }',
})

/** A proxy that does not find its certificate does not start. */
export const certificatesMounted = folderRule({
  claim: 'EDGE-60',
  read: (folder) => {
    const targets = mountsOfProxies(folder)
    if (targets === undefined) return []
    return folder.nginx.flatMap(({ directives }) =>
      [...walkNginx(directives)].flatMap(({ directive: { name, args, at } }): Finding[] => {
        const [path = ''] = args
        if (
          !/^(ssl_certificate(_key)?|ssl_trusted_certificate|ssl_client_certificate|ssl_dhparam|auth_basic_user_file)$/.test(
            name,
          ) ||
          !path.startsWith('/') ||
          path.includes('$')
        )
          return []
        const ok = targets.some(
          (target) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`),
        )
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
  ],
  green: [
    stack('"./nginx:/etc/nginx/conf.d:ro", "certs:/etc/letsencrypt:ro"'),
    stack('"./nginx:/etc/nginx/conf.d:ro"', 'build: .'),
    stack('"./nginx:/etc/nginx/conf.d:ro", "/etc/letsencrypt/live/shop:/etc/letsencrypt/live/shop"'),
  ],
})

/** Where things are mounted into the services that run the image of Nginx; undefined when one is built or none is there. */
function mountsOfProxies({ applications }: Folder): string[] | undefined {
  const all = applications.flatMap(({ model }) => Object.values(model.compose.services))
  const proxies = all.filter(({ image = '' }) =>
    /(^|\/)(nginx|nginx-unprivileged|openresty)(:|@|$)/.test(image),
  )
  const isBuilt = all.some(
    ({ build, ports = [] }) =>
      build !== undefined && ports.some(({ target }) => [80, 443, 8080, 8443].includes(Number(target))),
  )
  if (proxies.length === 0 || isBuilt) return undefined
  return proxies.flatMap(({ volumes = [], secrets = [], configs = [] }) => [
    ...volumes.map(({ target }) => target),
    ...secrets.map(({ source, target }) =>
      target?.startsWith('/') ? target : `/run/secrets/${target ?? source}`,
    ),
    ...(Array.isArray(configs)
      ? configs.flatMap((one) => (typeof one?.target === 'string' ? [one.target] : []))
      : []),
  ])
}
