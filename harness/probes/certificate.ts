import { exec } from './exec.ts'

/** A throw-away certificate and its key, made in a container of the kit: for servers that tests start. */
export async function makeCertificate(kit: string, name: string): Promise<{ key: string; cert: string }> {
  const { exitCode, stdout, stderr } = await exec(kit, [
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'],
    ...[
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
      '-addext',
      `subjectAltName=DNS:${name}`,
      '-keyout',
      '-',
      '-out',
      '-',
    ],
  ])
  if (exitCode !== 0) throw new Error(`openssl: expected exit 0, found ${exitCode}: ${stderr}`)
  return { key: stdout, cert: stdout.slice(stdout.indexOf('-----BEGIN CERTIFICATE')) }
}
