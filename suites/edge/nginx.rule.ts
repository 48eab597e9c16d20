import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'
import { expanded, valuesOf } from './nginx-variables.ts'
import { isChosen, redirectOf } from './redirects.ts'

const conf = (text: string) => ({ 'nginx/default.conf': text })

/** What no browser of today needs, and what SSL Labs caps at B. */
export const oldTls = folderRule({
  claim: 'EDGE-55',
  read: (folder) =>
    all(folder, 'ssl_protocols').map(({ directive: { args, at } }): Finding => {
      const old = args.filter((one) => /^(SSLv2|SSLv3|TLSv1|TLSv1\.1)$/.test(one))
      return found({
        at,
        subject: 'ssl_protocols',
        property: 'old versions',
        expected: [],
        found: old,
        ok: old.length === 0,
      })
    }),
  red: [conf('server { ssl_protocols TLSv1 TLSv1.1 TLSv1.2; }')],
  green: [conf('server { ssl_protocols TLSv1.2 TLSv1.3; }')],
})

/** `/files../secret` is below `/files` for the location, and beside the folder for the disk. */
export const aliasEscapes = folderRule({
  claim: 'EDGE-56',
  read: (folder) =>
    all(folder, 'alias').flatMap(({ directive: { args, at }, above }): Finding[] => {
      const location = above.findLast(({ name }) => name === 'location')
      const [modifier = '', path = modifier] = location?.args ?? []
      const [target = ''] = args
      if (location === undefined || /^[=~]/.test(modifier) || !target.endsWith('/')) return []
      const ok = path.endsWith('/')
      return [
        found({
          at,
          subject: `location ${path}`,
          property: 'ends as its alias does',
          expected: `${path.replace(/\/$/, '')}/`,
          found: path,
          ok,
        }),
      ]
    }),
  red: [
    conf('server { location /files { alias /srv/files/; } }'),
    conf('server { location ^~ /m { alias /srv/m/; } }'),
  ],
  green: [
    conf(
      'server { location /files/ { alias /srv/files/; } location = /f { alias /srv/f/; } location ~ ^/x { alias /s/; } location /y { alias /srv/y; } }',
    ),
  ],
})

/** A redirect or a certificate for whatever host a request names. */
export const openRedirect = folderRule({
  claim: 'EDGE-58',
  read: ({ nginx }) =>
    nginx.flatMap(({ directives }) => {
      const values = valuesOf(directives)
      return [...walkNginx(directives)].flatMap(({ directive, above }): Finding[] => {
        const target = redirectOf(directive)
        if (target === undefined) return []
        const ok = !expanded(target, values).some((one) => isChosen(one, directive, above))
        return [
          found({
            at: directive.at,
            subject: 'redirect',
            property: 'host that it leads to',
            expected: 'one that the server chooses',
            found: ok ? 'one that the server chooses' : target,
            ok,
          }),
        ]
      })
    }),
  red: [
    conf('server { location /go { return 302 https://$arg_next; } }'),
    conf('server { location = /out { return 302 $arg_url; } }'),
    conf('server { location /go { return 302 https://${arg_next}; } }'),
    conf('server { location /go { set $n $arg_next; return 302 https://$n; } }'),
    conf('server { location ~ ^/out/(?<dest>.+)$ { return 302 https://$dest; } }'),
    conf('server { location ~ ^/out/(.*) { return 302 $scheme://$1; } }'),
    conf('server { rewrite ^/go/(.*)$ https://$1 redirect; }'),
  ],
  green: [
    conf('server { return 301 https://$host$request_uri; }'),
    conf(
      'server { rewrite ^/(.*)$ https://example.org/$1 permanent; location ~ ^/d/(.+)$ { return 302 https://docs.example.org/$1; } }',
    ),
    conf('server { if ($host ~* ^www\\.(.*)$) { return 301 https://$1$request_uri; } }'),
    conf(
      'server { server_name ~^(?<sub>.+)\\.example\\.com$; return 301 https://$sub.example.org$request_uri; }',
    ),
    conf(
      'server { location ~ ^/(?<lang>en|de)/ { return 302 https://$lang; } location /x { return 200 $arg_x; } }',
    ),
    conf('server { location /l { set $to example.org; return 302 https://$to/?next=$arg_next; } }'),
  ],
})

function all({ nginx }: Folder, name: string): { directive: Directive; above: readonly Directive[] }[] {
  return nginx.flatMap(({ directives }) =>
    [...walkNginx(directives)].filter(({ directive }) => directive.name === name),
  )
}
