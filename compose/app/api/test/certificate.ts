import { execFile } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type Certificate = { certFile: string; keyFile: string; pem: string }

/** A certificate for `localhost` that signs itself, in a new folder under the system's temporary one. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'pazpaz-tls-'))
  const certFile = join(folder, 'server.crt')
  const keyFile = join(folder, 'server.key')
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ...['-keyout', keyFile, '-out', certFile],
  ])
  return { certFile, keyFile, pem: await readFile(certFile, 'utf8') }
}
