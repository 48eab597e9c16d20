import type { Fault } from '../../harness/faults/fault.ts'
import { type Row, rowFault } from './row-faults.ts'

const rows: readonly Row[] = [
  {
    id: 'config-api-adds-net-admin',
    role: 'api',
    title: 'The API is given NET_ADMIN',
    cites: 'CIS Docker 5.4: with it a service rewrites its own routes and walls',
    claims: ['CFG-03'],
    where: 'stack',
    change: (service) => {
      service.cap_add = ['NET_ADMIN']
    },
  },
  {
    id: 'config-edge-adds-net-bind',
    role: 'edge',
    title: 'The edge is given NET_BIND_SERVICE, which it does not need',
    cites: 'lab note: uid 101 binds 80 and 443 without a capability',
    claims: ['CFG-03'],
    change: (service) => {
      service.cap_add = ['NET_BIND_SERVICE']
    },
  },
  {
    id: 'config-api-root-that-starts',
    role: 'api',
    title: 'The API runs as root and reads every file',
    cites: 'plan 2.b: root with all dropped cannot read its secrets, so this is how it is “fixed”',
    claims: ['CFG-02', 'CFG-03'],
    where: 'stack',
    change: (service) => {
      service.user = '0:0'
      service.cap_add = ['DAC_OVERRIDE']
    },
  },
  {
    id: 'config-web-user-of-the-image',
    role: 'web',
    title: 'The image decides the user of web',
    cites: 'plan 3.12: a base image that changes its user changes ours',
    claims: ['CFG-02'],
    change: (service) => void delete service.user,
  },
  {
    id: 'config-api-without-apparmor',
    role: 'api',
    title: 'The API runs without an AppArmor profile',
    cites: 'CIS Docker 5.2: switched off to debug a mount, and left so',
    claims: ['CFG-16'],
    change: (service) => {
      service.security_opt = ['no-new-privileges:true', 'apparmor:unconfined']
    },
  },
  {
    id: 'config-worker-in-a-group-of-its-own',
    role: 'worker',
    title: 'The worker leaves the control group of the engine',
    cites: 'CIS Docker 5.25: limits of the engine as a whole no longer hold it',
    claims: ['CFG-16'],
    change: (service) => {
      service.cgroup_parent = '/machine'
    },
  },
  {
    id: 'config-migrate-secret-renamed',
    role: 'migrate',
    title: 'The password of the migration is mounted under another name',
    cites: 'a secret that was renamed in one of two places: the next deploy ends at its first step',
    claims: ['CFG-18'],
    change: (service) => {
      service.secrets = (service.secrets ?? []).map((one) => ({ ...one, target: `new_${one.source}` }))
    },
  },
  {
    id: 'config-api-starts-before-the-schema',
    role: 'api',
    title: 'The API starts without waiting for the migration',
    cites: 'plan, traps: new code meets the old schema, and the first requests fail',
    claims: ['CFG-19'],
    change: (service) => {
      for (const need of Object.values(service.depends_on ?? {})) {
        if (need.condition === 'service_completed_successfully') need.condition = 'service_started'
      }
    },
  },
  {
    id: 'config-database-image-bare-major',
    role: 'database',
    title: 'The database image is named by its major alone',
    cites: 'CIS Docker 5.28: a minor with another libc or collation comes in by a restart',
    claims: ['CFG-07'],
    change: (service) => {
      service.image = 'postgres:16-bookworm'
    },
  },
  {
    id: 'config-web-image-of-a-branch',
    role: 'web',
    title: 'The web image is named by its branch',
    cites: 'plan 2.a: the tag main moves with every merge',
    claims: ['CFG-07'],
    change: (service) => {
      service.image = 'ghcr.io/pazpaz/web:main'
    },
  },
  {
    id: 'config-cache-image-without-tag',
    role: 'cache',
    title: 'The cache image has no tag',
    cites: 'CIS Docker 5.28: no tag is latest',
    claims: ['CFG-07'],
    change: (service) => {
      service.image = 'redis'
    },
  },
]

/** Faults that stand for one incident on one role. */
export const singleFaults: readonly Fault[] = rows.map(rowFault)
