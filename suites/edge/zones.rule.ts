import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { type Directive, walkNginx } from '../../harness/folder/nginx.ts'
import { expanded, type Values, valuesOf } from './nginx-variables.ts'

const http = (text: string) => ({ 'nginx/nginx.conf': `http { ${text} }` })
const zone = 'limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;'

/** The same for every client of a server. */
const ofServer = /^\$(server_name|server_port|server_addr|scheme|host|uri|request_uri)$/

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
  read: ({ nginx }) =>
    nginx.flatMap((site) => {
      const values = valuesOf(site.directives)
      const believes = believesAnyone(site.directives)
      return limitsIn({ nginx: [site] }, /^limit_(req|conn)_zone$/).map((one): Finding => {
        const actual = counted(one.args[0] ?? '', values, believes)
        return found({
          at: one.at,
          subject: `zone ${zoneOf(one)}`,
          property: 'counted',
          expected: 'by client',
          found: actual,
          ok: actual === 'by client',
        })
      })
    }),
  red: [
    http('limit_req_zone $http_x_forwarded_for zone=a:1m rate=1r/s;'),
    http('limit_req_zone $server_name zone=a:1m rate=1r/s;'),
    http('limit_req_zone $server_port zone=a:1m rate=1r/s;'),
    http('limit_req_zone $proxy_add_x_forwarded_for zone=a:1m rate=1r/s;'),
    http(
      'map $http_x_forwarded_for $ip { "" $remote_addr; default $http_x_forwarded_for; } limit_req_zone $ip zone=a:1m rate=1r/s;',
    ),
    http(
      'map $http_x_forwarded_for $ip { default $remote_addr; "~^(?P<first>[0-9.]+)" $first; } limit_req_zone $ip zone=a:1m rate=1r/s;',
    ),
    http(`set_real_ip_from 0.0.0.0/0; real_ip_header X-Forwarded-For; ${zone} server { listen 443 ssl; }`),
    http(`set_real_ip_from ::/0; real_ip_header X-Forwarded-For; real_ip_recursive on; ${zone}`),
  ],
  green: [
    http(zone),
    http(
      `geo $limited { default 1; 10.0.0.0/8 0; } map $limited $key { 0 ""; 1 $binary_remote_addr; } limit_req_zone $key zone=a:1m rate=1r/s;`,
    ),
    http(`set_real_ip_from 10.0.0.0/8; real_ip_header X-Forwarded-For; real_ip_recursive on; ${zone}`),
    http(`set_real_ip_from 0.0.0.0/0; real_ip_header X-Forwarded-For; ${zone} server { listen 80; }`),
    http('map $x $limited { default $binary_remote_addr; } limit_req_zone $limited zone=a:1m rate=1r/s;'),
  ],
})

/** By whom a zone counts, whatever its key may become; an empty one is not counted at all. */
function counted(key: string, values: Values, believes: boolean): string {
  const keys = expanded(key, values).filter((one) => one !== '')
  const isClients = keys.some((one) => /\$http_|\$arg_|\$cookie_|\$proxy_add_x_forwarded_for/.test(one))
  if (isClients || (believes && keys.some((one) => /\$(binary_)?remote_addr/.test(one))))
    return `${key}, which the client chooses`
  return keys.some((one) => one.includes('$') && !ofServer.test(one))
    ? 'by client'
    : `${key}, one bucket for all clients`
}

/** Everyone is taken for a proxy of ours: then the address is what the request says. */
function believesAnyone(directives: readonly Directive[]): boolean {
  const all = [...walkNginx(directives)].map(({ directive }) => directive)
  const says = (name: string, word: RegExp) =>
    all.some((one) => one.name === name && one.args.some((arg) => word.test(arg)))
  // What is alone behind a balancer may take the last address, which that one wrote.
  const isFirst = says('real_ip_recursive', /^on$/) || says('listen', /^ssl$/)
  return (
    isFirst &&
    says('set_real_ip_from', /^(0\.0\.0\.0|::)\/0$/) &&
    says('real_ip_header', /^X-Forwarded-For$/i)
  )
}

function limitsIn({ nginx }: Pick<Folder, 'nginx'>, name: RegExp): Directive[] {
  return nginx.flatMap(({ directives }) =>
    [...walkNginx(directives)].flatMap(({ directive }) => (name.test(directive.name) ? [directive] : [])),
  )
}

/** The zone of a limit: `zone=name:size`, or the first word of `limit_conn`. */
function zoneOf({ name, args }: Directive): string {
  const named = args.map((word) => /^zone=([^:]+)/.exec(word)?.[1]).find((found) => found !== undefined)
  return named ?? (name === 'limit_conn' ? (args[0] ?? '') : '')
}
