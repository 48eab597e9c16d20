import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A throw-away key and certificate for a control server. openssl writes both to stdout, so no file is left. */
export async function selfSigned(): Promise<{ key: string; cert: string }> {
  const { stdout } = await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'],
    ...['-days', '1', '-subj', '/CN=control.stackproof', '-addext', 'subjectAltName=DNS:control.stackproof'],
    ...['-keyout', '-', '-out', '-'],
  ])
  return { key: stdout, cert: stdout }
}
