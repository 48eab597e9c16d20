import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
    break: (target) => {
      const mount = (target.service('edge').volumes ?? []).find((one) => one.target === '/etc/edge-tls')
      if (mount === undefined) throw new Error('edge: expected a mount at /etc/edge-tls, found none')
      mount.source = selfSigned('other.test')
    },
  },
]

function selfSigned(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'stackproof-certificate-'))
  const [key, crt] = [join(folder, 'edge.key'), join(folder, 'edge.crt')]
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', crt], { stdio: 'ignore' })
  execFileSync('cp', [crt, join(folder, 'ca.crt')])
  for (const file of [folder, key, crt, join(folder, 'ca.crt')]) chownSync(file, 101, 101)
  return folder
}
