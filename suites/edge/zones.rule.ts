import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'

const http = (text: string) => ({ 'nginx/nginx.conf': `http { ${text} }` })
const zone = 'limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;'

/** A limit that is declared and put on no location limits nobody. */
export const zonesUsed = folderRule({
  claim: 'EDGE-53',
  read: (folder) => {
    const used = new Set(limitsIn(folder, /^limit_(req|conn)$/).map(zoneOf))
    return limitsIn(folder, /^limit_(req|conn)_zone$/).map((one): Finding => {
      const ok = used.has(zoneOf(one))
      return found({
        at: one.at,
        subject: `zone ${zoneOf(one)}`,
        property: 'put on some location',
        expected: true,
        found: ok,
        ok,
      })
    })
  },
  red: [http(`${zone} server { location /api/ { proxy_pass http://a; } }`)],
  green: [
    http(`${zone} server { location /api/ { limit_req zone=api burst=5; } }`),
    { 'nginx/limits.conf': zone, 'nginx/site.conf': 'server { limit_req zone=api; }' },
  ],
})

/** Whoever names the bucket evades it, and one bucket for all lets anyone lock out the rest. */
export const zoneKeys = folderRule({
  claim: 'EDGE-54',
  read: (folder) =>
    limitsIn(folder, /^limit_(req|conn)_zone$/).map((one): Finding => {
      const [key = ''] = one.args
      const actual = /\$http_|\$arg_|\$cookie_/.test(key)
        ? `${key}, which the client chooses`
        : key.includes('$') && !/^\$(server_name|host|uri|request_uri)$/.test(key)
          ? 'by client'
          : `${key}, one bucket for all clients`
      return found({
        at: one.at,
        subject: `zone ${zoneOf(one)}`,
        property: 'counted',
        expected: 'by client',
        found: actual,
        ok: actual === 'by client',
      })
    }),
  red: [
    http('limit_req_zone $http_x_forwarded_for zone=a:1m rate=1r/s;'),
    http('limit_req_zone $server_name zone=a:1m rate=1r/s;'),
  ],
  green: [
    http(zone),
    http('map $x $limited { default $binary_remote_addr; } limit_req_zone $limited zone=a:1m rate=1r/s;'),
  ],
})

function limitsIn({ nginx }: Folder, name: RegExp): Directive[] {
  return nginx.flatMap(({ directives }) =>
    [...walkNginx(directives)].flatMap(({ directive }) => (name.test(directive.name) ? [directive] : [])),
  )
}

/** The zone of a limit: `zone=name:size`, or the first word of `limit_conn`. */
function zoneOf({ name, args }: Directive): string {
  const named = args.map((word) => /^zone=([^:]+)/.exec(word)?.[1]).find((found) => found !== undefined)
  return named ?? (name === 'limit_conn' ? (args[0] ?? '') : '')
}
