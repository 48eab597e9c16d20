import { secretInEnvironment } from './secret-text.ts'

/** Not a secret though a name says so: a variable, what everybody must replace, a switch, a number. */
const noSecret =
  /\$|<[\w -]+>|change[-_ ]?me|your[-_ ]|example|placeholder|replace|set[-_ ]?me|xxx|^\s*$|^(true|false|on|off|yes|no|enabled|disabled|none|null|\d{1,6})$/i
/** Where a secret is kept, and not what it is. */
const reference =
  /^(file|op|vault|ssm|sops|secret|gcp|azure|aws|arn|doppler)[:/]|^(~|\.{1,2})?\/?[\w.-]+(\/[\w.-]+)+$/i
/** Keys of tables and of requests. */
const otherKey = /(^|_)(PRIMARY|FOREIGN|IDEMPOTENCY|REDIS|GROUP|UNIQUE|INDEX)_KEY$|^GPG_KEY$/i

/** Why an entry holds a secret in clear, where it surely does; undefined otherwise. */
export function literalSecret(name: string, value: string): string | undefined {
  const why = secretInEnvironment(name, value)
  if (why === undefined || noSecret.test(value.replaceAll('$$', ''))) return undefined
  if (why !== 'a secret by its name') return why
  return reference.test(value) || otherKey.test(name) ? undefined : why
}
