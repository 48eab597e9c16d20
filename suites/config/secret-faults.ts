import { existsSync, readFileSync } from 'node:fs'
import type { Fault, FaultTarget } from '../../harness/faults/fault.ts'
import type { Role } from '../../harness/stack/role.ts'
import { type Row, rowFault } from './row-faults.ts'

const rows: readonly Omit<Row, 'claims'>[] = [
  {
    id: 'config-database-password-in-environment',
    role: 'database',
    title: 'The password of the database stands in its environment',
    cites: 'issue 3: secrets are files; inspect and crash reports show the environment',
    change: (service) => {
      service.environment = { ...service.environment, POSTGRES_PASSWORD: 'a-value' }
    },
  },
  {
    id: 'config-api-password-in-url',
    role: 'api',
    title: 'The API gets the password inside a connection URL',
    cites: 'issue 3: a URL with a password is logged by whoever fails to connect',
    change: (service) => {
      service.environment = { ...service.environment, DATABASE_URL: 'postgres://user:a-value@db/name' }
    },
  },
  {
    id: 'config-cache-password-as-argument',
    role: 'cache',
    title: 'The password of the cache is an argument of its command',
    cites: 'lab note: the password reaches Redis by an include, so it is in no argument list',
    change: (service) => {
      service.command = ['redis-server', '--requirepass', 'a-value']
    },
  },
]
/** What stands in the secret file that a role reads; on the files alone there is none yet. */
export function secretOf(target: FaultTarget, role: Role): string {
  const [first] = target.service(role).secrets ?? []
  const file = target.compose.secrets[first?.source ?? '']?.file ?? ''
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'a-value'
}

const rootForTheApi: Fault = {
  id: 'config-api-has-root-of-the-store',
  title: 'The API has the root password of the object store',
  cites: 'issue 4: root credentials used by nothing else',
  claims: ['CFG-15'],
  roles: ['api', 'objectStore'],
  where: 'static',
  break: ({ service, compose }) => {
    const root = Object.keys(compose.secrets).find((name) => name.endsWith('_root_password')) ?? ''
    service('api').secrets = [...(service('api').secrets ?? []), { source: root }]
  },
}

function startWorkerBy(script: string): Fault['break'] {
  return ({ service }) => {
    service('worker').command = ['/bin/sh', '-c', script]
  }
}

const tellingFaults: readonly Fault[] = [
  {
    id: 'config-api-carries-a-secret',
    title: 'A harmless variable of the API holds one of its secrets',
    cites: 'standards: whoever may run docker inspect reads it',
    claims: ['CFG-14'],
    roles: ['api'],
    where: 'stack',
    break: (target) => {
      const api = target.service('api')
      api.environment = { ...api.environment, BUILD_NOTE: secretOf(target, 'api') }
    },
  },
  {
    id: 'config-worker-logs-a-secret',
    title: 'The worker prints a secret when it starts',
    cites: 'a debug line that was meant for one afternoon',
    claims: ['CFG-14'],
    roles: ['worker'],
    where: 'stack',
    break: startWorkerBy('cat /run/secrets/api_redis_password; echo; exec node dist/worker.js'),
  },
  {
    id: 'config-worker-secret-as-argument',
    title: 'The worker is given a secret as an argument',
    cites: 'every user of the host sees it in ps',
    claims: ['CFG-14'],
    roles: ['worker'],
    where: 'stack',
    break: startWorkerBy('exec node dist/worker.js "$$(cat /run/secrets/api_redis_password)"'),
  },
]

/** The first secret file of the stack becomes a variable: no role owns it. */
const secretFromShell: Fault = {
  id: 'config-secret-from-the-shell',
  title: 'A secret is read from a variable of the shell',
  cites: 'plan, traps: rotate-secrets restarts, which keeps the old environment',
  claims: ['CFG-10'],
  roles: [],
  where: 'static',
  break: ({ compose }) => {
    const name = Object.keys(compose.secrets)[0]
    if (name !== undefined) compose.secrets[name] = { environment: 'A_SECRET' }
  },
}

/** Faults by which a secret gets out. */
export const secretFaults: readonly Fault[] = [
  ...rows.map((row) => rowFault({ ...row, claims: ['CFG-10'] })),
  secretFromShell,
  rootForTheApi,
  ...tellingFaults,
]
