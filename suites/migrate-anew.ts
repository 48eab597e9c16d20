import { fileURLToPath } from 'node:url'
import type { FaultTarget } from '../harness/faults/fault.ts'
import type { Role } from '../harness/stack/role.ts'

/** An empty database on which one more step is applied, a sample of a mistake. */
export function migrateAnew(target: FaultTarget, name: string): void {
  takeNewVolumes(target, 'database', name)
  const migrate = target.service('migrate')
  const source = fileURLToPath(new URL(`../fixtures/data/migrations/${name}`, import.meta.url))
  const step = { type: 'bind', source, target: `/app/migrations/${name}`, read_only: true }
  migrate.volumes = [...(migrate.volumes ?? []), step]
}

/** Puts the data directory into memory: the next start is a first start. */
export function forgetData(target: FaultTarget): void {
  const database = target.service('database')
  const data = '/var/lib/postgresql/data'
  database.volumes = (database.volumes ?? []).filter((mount) => mount.target !== data)
  database.tmpfs = [...(database.tmpfs ?? []), `${data}:uid=999,gid=999,mode=0700`]
}

/** Each of the role's volumes becomes an empty one, named after `what`; those of before wait for the way back. */
export function takeNewVolumes({ compose, service }: FaultTarget, role: Role, what: string): void {
  const word = what.replaceAll(/\W+/g, '-')
  for (const mount of service(role).volumes ?? []) {
    const { type, source } = mount
    if (type !== 'volume' || source === undefined) continue
    const key = `${source}-${word}`
    compose.volumes[key] = { ...compose.volumes[source], name: `${compose.name}_${key}` }
    mount.source = key
  }
}
