import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { NamedDeploy } from '../harness/live/find-deploy.ts'
import { UsageError } from '../harness/stack/failure.ts'
import type { Arguments } from './arguments.ts'
import { calledPath } from './open-call.ts'
import { readPort } from './published.ts'

const example = 'stackproof smoke https://app.example.org'

/** The deploy that a call names. @throws UsageError for what is no https URL, no address, no port or no certificate. */
export function namedDeploy({ operand, own }: Pick<Arguments, 'operand' | 'own'>): NamedDeploy {
  const url = urlOf(operand)
  const { address, ca } = own
  const httpsPort = readPort('https-port', own)
  if (typeof address === 'string' && isIP(address) === 0)
    throw new UsageError(`--address: expected an IP address, found ${address}`, 'write one without a port')
  return {
    url,
    httpPort: readPort('http-port', own) ?? 80,
    ...(httpsPort !== undefined && { httpsPort }),
    ...(typeof address === 'string' && { address }),
    ...(typeof ca === 'string' && { ca: certificateIn(ca) }),
  }
}

function urlOf(operand: string | undefined): URL {
  if (operand === undefined) throw new UsageError('URL: expected a deploy, found nothing', example)
  const url = URL.canParse(operand) ? new URL(operand) : undefined
  if (url?.protocol !== 'https:')
    throw new UsageError(`URL: expected one that begins with https://, found ${operand}`, example)
  if (url.username !== '' || url.password !== '')
    throw new UsageError('URL: expected no log-in in it, found one', 'give log-ins by the environment')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new UsageError(`URL: expected scheme, name and port alone, found ${operand}`, `write ${url.origin}`)
  return url
}

function certificateIn(given: string): string {
  const file = calledPath(given)
  try {
    const text = readFileSync(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    throw new UsageError(
      `--ca: expected a PEM file, found: ${error instanceof Error ? error.message : String(error)}`,
      'name the certificate of the authority',
    )
  }
  throw new UsageError(
    `--ca ${file}: expected a PEM certificate, found none`,
    'name the certificate of the authority',
  )
}
