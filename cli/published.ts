import { UsageError } from '../harness/stack/failure.ts'
import type { RaiseOptions } from '../harness/stack/raise.ts'
import type { Arguments } from './arguments.ts'

/**
 * Where a raised stack answers, on the loopback address; a port that is not named is a free one.
 * @throws UsageError for a word that is no port.
 */
export function readPublished({ own }: Pick<Arguments, 'own'>): NonNullable<RaiseOptions['published']> {
  const [httpPort, httpsPort] = [readPort('http-port', own), readPort('https-port', own)]
  return { address: '127.0.0.1', ...(httpPort && { httpPort }), ...(httpsPort && { httpsPort }) }
}

/** A port of the call; undefined where the option is not given. @throws UsageError for a word that is no port. */
export function readPort(option: string, own: Arguments['own']): number | undefined {
  const word = own[option]
  if (word === undefined) return undefined
  const port = /^\d{1,5}$/.test(String(word)) ? Number(word) : 0
  if (port >= 1 && port <= 65_535) return port
  throw new UsageError(
    `option --${option}: expected a port from 1 to 65535, found ${word}`,
    `write --${option} 8443`,
  )
}
