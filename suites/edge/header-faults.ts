import type { Fault } from '../../harness/faults/fault.ts'
import { type Patch, patched } from './patch.ts'

const headers = '/etc/nginx/headers.conf'
const servers = '/etc/nginx/servers.conf'
const trap = 'trap: HSTS and friends set once are lost in any block with its own add_header, and on errors'

type Change = Omit<Patch, 'cites' | 'claims'>

const names = [
  'Strict-Transport-Security',
  'Content-Security-Policy',
  'X-Frame-Options',
  'X-Content-Type-Options',
  'Referrer-Policy',
]

const missing: Change[] = names.map((name) => ({
  id: `edge-header-missing-${name.toLowerCase()}`,
  title: `${name} is no longer sent`,
  file: headers,
  find: new RegExp(`^add_header ${name} .*$`, 'm'),
  replace: '',
}))

const weakened: Change[] = [
  {
    id: 'edge-header-not-on-errors',
    title: 'X-Frame-Options is left out on errors',
    file: headers,
    find: 'add_header X-Frame-Options DENY always;',
    replace: 'add_header X-Frame-Options DENY;',
  },
  {
    id: 'edge-header-lost-in-api',
    title: 'The API location has an add_header of its own',
    file: servers,
    find: 'limit_req zone=api burst=20 nodelay;',
    replace: 'limit_req zone=api burst=20 nodelay;\n    add_header X-Served-By edge;',
  },
  {
    id: 'edge-header-lost-in-preflight',
    title: 'The edge answers OPTIONS by itself, with a header of its own',
    file: servers,
    find: 'limit_req zone=api burst=20 nodelay;',
    replace:
      "limit_req zone=api burst=20 nodelay;\n    if ($request_method = OPTIONS) {\n      add_header Access-Control-Allow-Methods 'GET';\n      return 204;\n    }",
  },
  {
    id: 'edge-header-doubled',
    title: 'The health answer sends X-Frame-Options twice',
    file: servers,
    find: 'return 200 "ok\\n";',
    replace: 'include headers.conf;\n    add_header X-Frame-Options DENY always;\n    return 200 "ok\\n";',
  },
  {
    id: 'edge-hsts-short',
    title: 'HSTS holds for five minutes',
    file: headers,
    find: 'max-age=31536000',
    replace: 'max-age=300',
  },
  {
    id: 'edge-csp-unsafe-inline',
    title: 'The policy allows inline scripts',
    file: headers,
    find: "default-src 'self';",
    replace: "default-src 'self' 'unsafe-inline';",
  },
]

/** Each header lost, weakened or doubled somewhere. */
export const headerFaults: readonly Fault[] = [...missing, ...weakened].map((change) =>
  patched({ ...change, cites: trap, claims: ['EDGE-04'] }),
)
