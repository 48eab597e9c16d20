import type { Fault } from '../../harness/faults/fault.ts'
import { type Patch, patched } from './patch.ts'

const tls = '/etc/nginx/tls.conf'
const protocols = 'ssl_protocols TLSv1.2 TLSv1.3;'

const patches: Patch[] = [
  {
    id: 'edge-tls-old-versions',
    title: 'TLS 1.0 and 1.1 are offered again',
    cites: 'standards 1: SSL Labs caps such a server at B',
    claims: ['EDGE-02'],
    file: tls,
    // OpenSSL refuses the old versions at its default security level, whatever ssl_protocols says.
    find: /^ssl_protocols .*;\nssl_ciphers /m,
    replace: 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\nssl_ciphers @SECLEVEL=0:ECDHE-ECDSA-AES128-SHA:',
  },
  {
    id: 'edge-tls-without-1.3',
    title: 'TLS 1.3 is switched off',
    cites: 'standards 1: a warning and no A+',
    claims: ['EDGE-02'],
    file: tls,
    find: protocols,
    replace: 'ssl_protocols TLSv1.2;',
  },
  {
    id: 'edge-tls-without-1.2',
    title: 'TLS 1.2 is switched off',
    cites: 'older phones of clients are locked out',
    claims: ['EDGE-02'],
    file: tls,
    find: protocols,
    replace: 'ssl_protocols TLSv1.3;',
  },
]

/** Breaks of the versions of TLS that the edge speaks. */
export const tlsFaults: readonly Fault[] = patches.map((patch) => patched(patch))
