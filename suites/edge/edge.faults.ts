import type { Fault } from '../../harness/faults/fault.ts'
import { certificateFaults } from './certificate-faults.ts'
import { headerFaults } from './header-faults.ts'
import { limitFaults } from './limit-faults.ts'

const servers = '/etc/nginx/servers.conf'
const tls = '/etc/nginx/tls.conf'
const redirect = 'return 301 https://$server_name$request_uri;'
const protocols = 'ssl_protocols TLSv1.2 TLSv1.3;'

type Patch = {
  id: string
  title: string
  cites: string
  claim: string
  file: string
  find: string | RegExp
  replace: string
}

const patches: Patch[] = [
  {
    id: 'edge-tells-its-version',
    title: 'The edge tells its version',
    cites: 'the default, and the first thing a scanner reads',
    claim: 'EDGE-10',
    file: '/etc/nginx/nginx.conf',
    find: 'server_tokens off;',
    replace: 'server_tokens on;',
  },
  {
    id: 'edge-upstream-looked-up-once',
    title: 'The edge looks the API up once, at its start',
    cites: 'plan, traps: after a deploy the edge asks the address of whoever has it now',
    claim: 'EDGE-11',
    file: servers,
    find: 'proxy_pass http://$upstream_api;',
    replace: 'proxy_pass http://api:8000;',
  },
  {
    id: 'edge-body-without-end',
    title: 'The edge takes bodies of any size',
    cites: 'client_max_body_size 0, after an upload that was refused',
    claim: 'EDGE-12',
    file: '/etc/nginx/limits.conf',
    find: 'client_max_body_size 100m;',
    replace: 'client_max_body_size 0;',
  },
  {
    id: 'edge-redirects-any-name',
    title: 'Plain HTTP redirects to whatever host the request names',
    cites: 'an open redirect in the first server block that every tutorial writes',
    claim: 'EDGE-09',
    file: servers,
    find: 'return 421;',
    replace: 'return 301 https://$host$request_uri;',
  },
  {
    id: 'edge-serves-any-name',
    title: 'A connection that was made for our name is served under any other',
    cites: 'plan, traps: `localhost` is an unknown host',
    claim: 'EDGE-09',
    file: servers,
    find: /(ssl_reject_handshake on;[^}]*?)return 421;/,
    replace: '$1return 200 "ok\\n";',
  },
  {
    id: 'edge-http-answers-itself',
    title: 'Plain HTTP answers a page instead of a redirect',
    cites: 'plan 3.14: health data in clear text',
    claim: 'EDGE-01',
    file: servers,
    find: redirect,
    replace: 'return 200 "page\\n";',
  },
  {
    id: 'edge-redirect-temporary',
    title: 'The redirect to HTTPS is temporary',
    cites: 'plan 3.14: browsers ask in clear text each time',
    claim: 'EDGE-01',
    file: servers,
    find: redirect,
    replace: 'return 302 https://$server_name$request_uri;',
  },
  {
    id: 'edge-redirect-loses-path',
    title: 'The redirect to HTTPS drops the path',
    cites: 'links in mails end on the front page',
    claim: 'EDGE-01',
    file: servers,
    find: redirect,
    replace: 'return 301 https://$server_name/;',
  },
  {
    id: 'edge-tls-old-versions',
    title: 'TLS 1.0 and 1.1 are offered again',
    cites: 'standards 1: SSL Labs caps such a server at B',
    claim: 'EDGE-02',
    file: tls,
    // OpenSSL refuses the old versions at its default security level, whatever ssl_protocols says.
    find: /^ssl_protocols .*;\nssl_ciphers /m,
    replace: 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\nssl_ciphers @SECLEVEL=0:ECDHE-ECDSA-AES128-SHA:',
  },
  {
    id: 'edge-tls-without-1.3',
    title: 'TLS 1.3 is switched off',
    cites: 'standards 1: a warning and no A+',
    claim: 'EDGE-02',
    file: tls,
    find: protocols,
    replace: 'ssl_protocols TLSv1.2;',
  },
  {
    id: 'edge-tls-without-1.2',
    title: 'TLS 1.2 is switched off',
    cites: 'older phones of clients are locked out',
    claim: 'EDGE-02',
    file: tls,
    find: protocols,
    replace: 'ssl_protocols TLSv1.3;',
  },
]

/** Breaks of the bundled edge's own files; an error when a text is no longer there. */
export const faults: readonly Fault[] = [
  ...patches.map(toFault),
  ...headerFaults,
  ...limitFaults,
  ...certificateFaults,
]

function toFault({ id, title, cites, claim, file, find, replace }: Patch): Fault {
  return {
    id,
    title,
    cites,
    claims: [claim],
    roles: ['edge'],
    where: 'stack',
    break: (target) => target.patch('edge', file, find, replace),
  }
}
