import type { Finding, Rule } from '../../harness/claims/rule.ts'
import type { Service } from '../../harness/model/compose.ts'
import { noneOf } from '../../harness/model/finding.ts'
import { sampleModel } from '../../harness/model/sample.ts'
import { type NamedService, servicesOf } from '../../harness/model/services.ts'

const folder = '/run/secrets/'

/** A variable that names a secret's file which nobody mounts: the service ends at its start, or runs without. */
export const secretMounts: Rule<'CFG-18'> = {
  claim: 'CFG-18',
  read: (model) => servicesOf(model).map(read),
  bad: () => sampleModel({ services: { any: { environment: { KEY_FILE: `${folder}key` } } } }),
}

function read(one: NamedService): Finding {
  const has = pathsOf(one.service)
  const missing = Object.entries(one.service.environment ?? {}).flatMap(([name, value]) =>
    isSecretFile(value) && !has.some((path) => isWithin(value, path)) ? [`${name}: ${value}`] : [],
  )
  return noneOf(one, 'secret files that are named and not mounted', missing, 'environment')
}

/** A path with an unknown variable in it may be anywhere. */
function isSecretFile(value: string | null): value is string {
  return value?.startsWith(folder) === true && !value.includes('$')
}

function pathsOf({ secrets = [], volumes = [] }: Service): string[] {
  const own = secrets.map(({ source, target = source }) =>
    target.startsWith('/') ? target : folder + target,
  )
  return [...own, ...volumes.map(({ target }) => target)]
}

function isWithin(path: string, holder: string): boolean {
  return path === holder || path.startsWith(`${holder.replace(/\/$/, '')}/`)
}
