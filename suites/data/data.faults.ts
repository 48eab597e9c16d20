import { fileURLToPath } from 'node:url'
import type { Fault } from '../../harness/faults/fault.ts'

const forgetful = fileURLToPath(new URL('../../fixtures/data/migrations/0099_forgetful.sql', import.meta.url))

/** Breaks of how data is kept and who may ask for it. */
export const faults: readonly Fault[] = [
  {
    id: 'data-plain-text-admitted',
    title: 'The database admits connections in plain text',
    cites: 'plan 3.4: health data readable on the wire',
    claims: ['DATA-02'],
    roles: ['database'],
    where: 'stack',
    break: (target) =>
      target.patch(
        'database',
        '/etc/postgresql/pg_hba.conf',
        /^hostnossl .*$/m,
        'hostnossl all pazpaz_owner,pazpaz_app all scram-sha-256',
      ),
  },
  {
    id: 'data-cache-without-password',
    title: 'The cache serves its default user without a password',
    cites: 'the most common way a Redis is found open',
    claims: ['DATA-03'],
    roles: ['cache'],
    where: 'stack',
    break: (target) =>
      target.patch('cache', '/etc/redis/redis.conf', /$/, '\nuser default on nopass ~* &* +@all\n'),
  },
  {
    id: 'data-database-in-memory',
    title: 'The data directory of the database lies in memory',
    cites: 'plan 3.9: every restart loses every client',
    claims: ['DATA-04'],
    roles: ['database'],
    where: 'stack',
    break: (target) => {
      const database = target.service('database')
      const data = '/var/lib/postgresql/data'
      database.volumes = (database.volumes ?? []).filter((mount) => mount.target !== data)
      database.tmpfs = [...(database.tmpfs ?? []), `${data}:uid=999,gid=999,mode=0700`]
    },
  },
  {
    id: 'data-migration-forgets-down',
    title: 'A migration leaves its table behind when it is taken back',
    cites: 'a rollback that was never tried',
    claims: ['DATA-01'],
    roles: ['database', 'migrate'],
    where: 'stack',
    break: (target) => {
      const migrate = target.service('migrate')
      const step = {
        type: 'bind',
        source: forgetful,
        target: '/app/migrations/0099_forgetful.sql',
        read_only: true,
      }
      migrate.volumes = [...(migrate.volumes ?? []), step]
    },
  },
]
