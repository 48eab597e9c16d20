import { fileURLToPath } from 'node:url'
import type { FaultTarget } from '../harness/faults/fault.ts'

/** An empty database on which one more step is applied, a sample of a mistake. */
export function migrateAnew(target: FaultTarget, name: string): void {
  takeNewVolume(target, name)
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

/** Data lies on disk as before, in an empty volume named after `what`; the one of before waits for the way back. */
export function takeNewVolume({ compose, config, service }: FaultTarget, what: string): void {
  const key = what.replaceAll(/\W+/g, '-')
  const path = config.database?.dataPath
  const mounts = (service('database').volumes ?? []).filter(
    ({ type, target }) => type === 'volume' && target === path,
  )
  for (const mount of mounts) {
    compose.volumes[key] = { ...compose.volumes[mount.source ?? ''], name: `${compose.name}_${key}` }
    mount.source = key
  }
}
