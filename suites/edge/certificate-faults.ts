import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '../../harness/faults/fault.ts'

/** The edge serves a certificate that a client must refuse. Its own health check is such a client. */
export const certificateFaults: readonly Fault[] = [
  {
    id: 'edge-certificate-for-another-name',
    title: 'The edge serves a self-signed certificate of another host',
    cites: 'plan 3.14: renewed for the wrong domain',
    claims: ['EDGE-03', 'HLT-01'],
    roles: ['edge'],
    where: 'stack',
    break: (target) => signItself(target.copyOf('edge', '/etc/edge-tls'), 'other.test'),
  },
]

/** Written over what is there, which keeps its owner. */
function signItself(folder: string, name: string): void {
  const [key, crt] = [join(folder, 'edge.key'), join(folder, 'edge.crt')]
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', crt], { stdio: 'ignore' })
  copyFileSync(crt, join(folder, 'ca.crt'))
}
