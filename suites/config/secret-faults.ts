import type { Fault } from '../../harness/faults/fault.ts'
import type { Service } from '../../harness/model/compose.ts'
import type { Role } from '../../harness/stack/role.ts'

type Row = { id: string; role: Role; title: string; cites: string; change: (service: Service) => void }

const rows: readonly Row[] = [
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
  ...rows.map(
    ({ role, change, ...row }): Fault => ({
      ...row,
      claims: ['CFG-10'],
      roles: [role],
      where: 'static',
      break: ({ service }) => change(service(role)),
    }),
  ),
  secretFromShell,
]
