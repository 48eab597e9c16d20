import type { Fault } from '../../harness/faults/fault.ts'
import { forgetData, migrateAnew, takeNewVolumes } from '../migrate-anew.ts'
import { objectStoreFaults } from './object-store-faults.ts'
import { recordFaults } from './record-faults.ts'

/** Breaks of how data is kept and who may ask for it. */
export const faults: readonly Fault[] = [
  ...objectStoreFaults,
  ...recordFaults,
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
    // Protected mode alone would refuse everybody who is not on the same machine.
    break: (target) => {
      target.patch('cache', '/etc/redis/start.sh', 'reset on #%s', 'reset on nopass')
      target.patch('cache', '/etc/redis/redis.conf', 'protected-mode yes', 'protected-mode no')
    },
  },
  {
    id: 'data-superuser-from-anywhere',
    title: 'The superuser of the database may log in by network',
    cites: 'hostssl all all all, as every tutorial has it',
    claims: ['DATA-10'],
    roles: ['database'],
    where: 'stack',
    break: (target) =>
      target.patch(
        'database',
        '/etc/postgresql/pg_hba.conf',
        /^hostssl +all +pazpaz_owner,/m,
        'hostssl all postgres,pazpaz_owner,',
      ),
  },
  {
    id: 'data-cache-forgets',
    title: 'The cache writes nothing to its disk',
    cites: 'plan 3.5: a queue that is gone after a crash',
    claims: ['DATA-12'],
    roles: ['cache'],
    where: 'stack',
    break: (target) => {
      target.patch('cache', '/etc/redis/redis.conf', 'appendonly yes', 'appendonly no')
      target.patch('cache', '/etc/redis/redis.conf', /^save .*$/m, 'save ""')
    },
  },
  {
    id: 'data-cache-evicts',
    title: 'A full cache throws away what was not used for long',
    cites: 'plan, traps: allkeys-lru under a job queue',
    claims: ['DATA-14'],
    roles: ['cache'],
    where: 'stack',
    break: (target) =>
      target.patch(
        'cache',
        '/etc/redis/redis.conf',
        'maxmemory-policy noeviction',
        'maxmemory-policy allkeys-lru',
      ),
  },
  {
    id: 'data-cache-without-bound',
    title: 'The cache may grow until the kernel ends it',
    cites: 'the default of Redis: no maxmemory',
    claims: ['DATA-14'],
    roles: ['cache'],
    where: 'stack',
    break: (target) => target.patch('cache', '/etc/redis/redis.conf', /^maxmemory .*$/m, ''),
  },
  {
    id: 'data-database-in-memory',
    title: 'The data directory of the database lies in memory',
    cites: 'plan 3.9: every restart loses every client',
    claims: ['DATA-04'],
    // The engine reads no folder that lies in memory.
    blinds: ['DATA-17'],
    roles: ['database'],
    where: 'stack',
    break: forgetData,
  },
  {
    id: 'data-pages-without-checksums',
    title: 'The cluster is made without checksums',
    cites: 'initdb before PostgreSQL 18: a damaged page is read as if it were whole, and backed up',
    claims: ['DATA-18'],
    roles: ['database'],
    where: 'stack',
    break: (target) => {
      const { environment = {} } = target.service('database')
      environment.POSTGRES_INITDB_ARGS = '--encoding=UTF8 --auth=scram-sha-256'
      takeNewVolumes(target, 'database', 'pages-without-checksums')
    },
  },
  {
    id: 'data-backups-read-only',
    title: 'The volume for backups is mounted read-only',
    cites: 'a backup that failed every night, and a restore that was needed once',
    claims: ['DATA-20'],
    roles: ['database'],
    where: 'stack',
    break: ({ service, config }) => {
      const kept = service('database').volumes?.find(({ target }) => target === config.database?.backups)
      if (kept) kept.read_only = true
    },
  },
  {
    id: 'data-little-to-share',
    title: 'Processes of the database share no more than the engine gives by itself',
    cites: 'PostgreSQL: could not resize shared memory segment: No space left on device',
    claims: ['DATA-19'],
    roles: ['database'],
    where: 'stack',
    break: (target) => {
      delete target.service('database').shm_size
    },
  },
  {
    id: 'data-migration-forgets-down',
    title: 'A migration leaves its table behind when it is taken back',
    cites: 'a rollback that was never tried',
    claims: ['DATA-01'],
    roles: ['database', 'migrate'],
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_forgetful.sql'),
  },
  {
    id: 'data-audit-can-be-edited',
    title: 'A migration lets the application change the audit log',
    cites: 'HIPAA 164.312(b): who breaks in removes the traces',
    claims: ['DATA-11'],
    roles: ['database', 'migrate'],
    where: 'stack',
    break: (target) => migrateAnew(target, '0099_audit-can-be-edited.sql'),
  },
  {
    id: 'data-application-owns-a-table',
    title: 'A migration hands a table to the application role',
    cites: 'standards 4: an injection that may drop what it reads',
    claims: ['DATA-05'],
    roles: ['database', 'migrate'],
    where: 'stack',
    break: (target) => {
      target.patch(
        'database',
        '/docker-entrypoint-initdb.d/10-roles.sql',
        'GRANT USAGE ON SCHEMA public TO pazpaz_app;',
        'GRANT USAGE, CREATE ON SCHEMA public TO pazpaz_app;\nGRANT pazpaz_app TO pazpaz_owner;',
      )
      migrateAnew(target, '0099_owned-by-the-application.sql')
    },
  },
]
