import { access, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Build argument to mirror address, as this machine's own configuration names them; the tool's default if none. */
export type Mirrors = Partial<Record<'NPM_REGISTRY' | 'PIP_INDEX_URL' | 'GOPROXY' | 'GOSUMDB', string>>

type Place = { argument: keyof Mirrors; variable: string; files: string[]; setting: RegExp }

/** Reads the environment first, then the user's file, then the machine's. */
export async function readMirrors(
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
  etc = '/etc',
): Promise<Mirrors> {
  const found = await Promise.all(
    places(home, etc).map(async (place) => [place.argument, await read(place, env)]),
  )
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** PEM bundle of the authorities that this machine trusts; undefined where there is none. */
export async function findAuthorities(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const candidates = [env.SSL_CERT_FILE, env.NODE_EXTRA_CA_CERTS, '/etc/ssl/certs/ca-certificates.crt']
  for (const file of candidates) {
    if (file !== undefined && (await isThere(file))) return file
  }
  return undefined
}

function places(home: string, etc: string): Place[] {
  const pip = [join(home, '.config/pip/pip.conf'), join(home, '.pip/pip.conf'), join(etc, 'pip.conf')]
  const go = { files: [join(home, '.config/go/env')] }
  const npm = [join(home, '.npmrc'), join(etc, 'npmrc')]
  return [
    { argument: 'NPM_REGISTRY', variable: 'NPM_CONFIG_REGISTRY', files: npm, setting: setting('registry') },
    { argument: 'PIP_INDEX_URL', variable: 'PIP_INDEX_URL', files: pip, setting: setting('index-url') },
    { argument: 'GOPROXY', variable: 'GOPROXY', ...go, setting: setting('GOPROXY') },
    { argument: 'GOSUMDB', variable: 'GOSUMDB', ...go, setting: setting('GOSUMDB') },
  ]
}

function setting(name: string): RegExp {
  return new RegExp(`^\\s*${name}\\s*[=:]\\s*(\\S+)\\s*$`, 'm')
}

async function read(place: Place, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const set = env[place.variable] ?? env[place.variable.toLowerCase()]
  if (set) return set
  for (const file of place.files) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const value = place.setting.exec(text)?.[1]
    if (value !== undefined) return value
  }
  return undefined
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
