import type { Fault } from '../../harness/faults/fault.ts'
import { certificateFaults } from './certificate-faults.ts'
import { headerFaults } from './header-faults.ts'
import { limitFaults } from './limit-faults.ts'
import { type Patch, patched } from './patch.ts'
import { tlsFaults } from './tls-faults.ts'

const servers = '/etc/nginx/servers.conf'
const redirect = 'return 301 https://$server_name$request_uri;'

const patches: Patch[] = [
  {
    id: 'edge-tells-its-version',
    title: 'The edge tells its version',
    cites: 'the default, and the first thing a scanner reads',
    claims: ['EDGE-10'],
    file: '/etc/nginx/nginx.conf',
    find: 'server_tokens off;',
    replace: 'server_tokens on;',
  },
  {
    id: 'edge-methods-answered',
    title: 'A method that is not allowed is answered with a page',
    cites: 'error_page 405 =200, the usual answer to "POST to a static page gives 405"',
    claims: ['EDGE-13'],
    file: '/etc/nginx/errors.conf',
    find: 'error_page 400 403 404 405 ',
    replace: 'error_page 405 =200 /edge-error;\nerror_page 400 403 404 ',
  },
  {
    id: 'edge-upstream-looked-up-once',
    title: 'The edge looks the API up once, at its start',
    cites: 'plan, traps: after a deploy the edge asks the address of whoever has it now',
    claims: ['EDGE-11'],
    file: servers,
    find: 'proxy_pass http://$upstream_api;',
    replace: 'proxy_pass http://api:8000;',
  },
  {
    id: 'edge-body-without-end',
    title: 'The edge takes bodies of any size',
    cites: 'client_max_body_size 0, after an upload that was refused',
    claims: ['EDGE-12'],
    file: '/etc/nginx/limits.conf',
    find: 'client_max_body_size 100m;',
    replace: 'client_max_body_size 0;',
  },
  {
    id: 'edge-waits-for-the-slow',
    title: 'The edge waits minutes for the head of a request',
    cites: 'slowloris: a handful of clients hold every connection',
    claims: ['EDGE-16'],
    file: '/etc/nginx/limits.conf',
    find: 'client_header_timeout 15s;',
    replace: 'client_header_timeout 600s;',
  },
  {
    id: 'edge-ends-quiet-sockets',
    title: 'The edge ends a socket after five seconds of silence',
    cites: 'a time-out for slow pages: live updates stop, and each page asks for a new socket for ever',
    claims: ['EDGE-21'],
    file: servers,
    find: 'proxy_set_header Upgrade $http_upgrade;',
    replace: 'proxy_set_header Upgrade $http_upgrade;\n    proxy_read_timeout 5s;',
  },
  {
    id: 'edge-hands-on-slow-bodies',
    title: 'The edge hands a body on while it still comes in',
    cites: 'an upload bar that was to move: a few slow clients hold every connection of the API',
    claims: ['EDGE-22'],
    file: '/etc/nginx/proxy.conf',
    find: 'proxy_http_version 1.1;',
    replace: 'proxy_http_version 1.1;\nproxy_request_buffering off;',
  },
  {
    id: 'edge-scripts-are-the-page',
    title: 'Every script is answered with the page',
    cites:
      'a fallback for the router of the page that also takes files: after a deploy old pages ask for old files',
    claims: ['EDGE-17'],
    file: servers,
    find: '  location = /health {',
    replace:
      '  location ~ \\.js$ {\n    default_type text/html;\n    return 200 "<!doctype html>\\n";\n  }\n\n  location = /health {',
  },
  {
    id: 'edge-answers-every-origin',
    title: 'The edge allows whatever origin asks',
    cites: 'Access-Control-Allow-Origin: $http_origin, to make one tool work',
    claims: ['EDGE-18'],
    file: '/etc/nginx/headers.conf',
    find: 'add_header X-Frame-Options DENY always;',
    replace:
      'add_header X-Frame-Options DENY always;\nadd_header Access-Control-Allow-Origin $http_origin always;\nadd_header Access-Control-Allow-Credentials true always;',
  },
  {
    id: 'edge-upgrades-nothing',
    title: 'The edge keeps the wish for a socket to itself',
    cites: 'Upgrade and Connection are hop by hop: a proxy hands on neither unless told',
    claims: ['EDGE-20', 'EDGE-21', 'APP-14'],
    blinds: ['APP-25'],
    file: servers,
    find: '    proxy_set_header Upgrade $http_upgrade;\n',
    replace: '',
  },
  {
    id: 'edge-register-outside-the-zone',
    title: 'Registering is counted like any other request',
    cites: 'a route that came later than the location that names the strict ones',
    claims: ['EDGE-19'],
    file: servers,
    find: '/(login|register|',
    replace: '/(login|',
  },
  {
    id: 'edge-redirects-any-name',
    title: 'Plain HTTP redirects to whatever host the request names',
    cites: 'an open redirect in the first server block that every tutorial writes',
    claims: ['EDGE-09'],
    file: servers,
    find: 'return 421;',
    replace: 'return 301 https://$host$request_uri;',
  },
  {
    id: 'edge-serves-any-name',
    title: 'A connection that was made for our name is served under any other',
    cites: 'plan, traps: `localhost` is an unknown host',
    claims: ['EDGE-09'],
    file: servers,
    find: /(ssl_reject_handshake on;[^}]*?)return 421;/,
    replace: '$1return 200 "ok\\n";',
  },
  {
    id: 'edge-http-answers-itself',
    title: 'Plain HTTP answers a page instead of a redirect',
    cites: 'plan 3.14: health data in clear text',
    claims: ['EDGE-01'],
    file: servers,
    find: redirect,
    replace: 'return 200 "page\\n";',
  },
  {
    id: 'edge-redirect-temporary',
    title: 'The redirect to HTTPS is temporary',
    cites: 'plan 3.14: browsers ask in clear text each time',
    claims: ['EDGE-01'],
    file: servers,
    find: redirect,
    replace: 'return 302 https://$server_name$request_uri;',
  },
  {
    id: 'edge-redirect-loses-path',
    title: 'The redirect to HTTPS drops the path',
    cites: 'links in mails end on the front page',
    claims: ['EDGE-01'],
    file: servers,
    find: redirect,
    replace: 'return 301 https://$server_name/;',
  },
]

/** Breaks of the bundled edge's own files; an error when a text is no longer there. */
export const faults: readonly Fault[] = [
  ...patches.map((patch) => patched(patch)),
  ...tlsFaults,
  ...headerFaults,
  ...limitFaults,
  ...certificateFaults,
]
