import { signaturesUrl } from '../probes/mirror.ts'
import type { StackConfig } from './config.ts'
import type { Handle } from './handle.ts'
import { mailHost, mailPort } from './mail-catcher.ts'

/** What a run sets in place of production's own values, by the variables that the config names. */
export function runVariables(
  { variables: named }: StackConfig,
  published: Handle['published'],
  outside: string,
): Record<string, string> {
  const values: [name: string | undefined, value: string][] = [
    [named.address, published.address],
    [named.httpPort, String(published.httpPort)],
    [named.httpsPort, String(published.httpsPort)],
    // More often makes waiting short, and costs more than the claims do (decision 0045).
    [named.healthInterval, '5s'],
    [named.mailHost, mailHost],
    [named.mailPort, String(mailPort)],
    [named.signaturesUrl, signaturesUrl(outside)],
    [named.signaturesInterval, '5'],
  ]
  return Object.fromEntries(values.filter(([name]) => name !== undefined))
}
