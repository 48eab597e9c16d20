import { unescapeDollars } from './interpolate.ts'

const secretName =
  /(^|_)((PG)?PASSWORD|PASSWD|PASS|PASSPHRASE|PWD|PW|SECRET|SECRETS|TOKEN|APIKEY|KEY|CREDENTIALS?|REDISCLI_AUTH)$/i
const publicName = /(^|_)(PUBLIC_KEY|PUBLISHABLE_KEY|SITE_KEY|CACHE_KEY|SORT_KEY|PARTITION_KEY)$|^PWD$/i
/** By these names build tools put a value into what every browser is sent. */
const bundled = /^(NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|GATSBY)_/
const credentialsInUrl = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:]{0,200}:[^\s/@]{1,500}@/i
/** Of a connection string: `Server=db;Password=…`, `jdbc:…?password=…`. */
const passwordInText = /[;?&\s](password|pwd)=(?![\s;&$]|$)/i
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/
const flags = /(^|\s)--((require)?pass(word|phrase)?|masterauth|secret|token|api-?key)[= ]\s*\S/i
const redisPassword = /redis-cli\b[^|;&]*\s-a[= ]?\S/
// A shell's own expansion (`$$` in a compose file) holds what a file gave it; `${NAME}` is Compose's, and shows.
const assignment =
  /(^|[\s;&|'"])\w*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|REDISCLI_AUTH)=(?!["']?(\$\$|`|\s|$))["']?[^\s"']/i
const pathOfFile = /^\/run\/secrets\/|^\/[\w./-]+\.\w{2,4}$/

/** Why an environment entry holds a secret; undefined when it does not. A `*_FILE` entry names a file. */
export function secretInEnvironment(name: string, value: string | null): string | undefined {
  const text = unescapeDollars(value ?? '')
  if (credentialsInUrl.test(text)) return 'credentials in a URL'
  if (passwordInText.test(text)) return 'a password in a connection string'
  if (privateKey.test(text)) return 'a private key'
  if (publicName.test(name) || bundled.test(name) || !secretName.test(name) || value === '') return undefined
  if (pathOfFile.test(text)) return undefined
  return value === null ? 'a secret passed on from the shell' : 'a secret by its name'
}

/** Why a command line holds a secret: process lists and inspect show every argument. */
export function secretInCommand(line: string): string | undefined {
  const text = unescapeDollars(line)
  if (credentialsInUrl.test(text)) return 'credentials in a URL'
  if (flags.test(text) || redisPassword.test(text)) return 'a secret as an argument'
  return assignment.test(line) ? 'a secret set in the command' : undefined
}
