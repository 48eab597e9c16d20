import type { Fault } from '../../harness/faults/fault.ts'
import type { Service } from '../../harness/model/compose.ts'
import type { Role } from '../../harness/stack/role.ts'
import { longRunning, slug } from '../services.ts'
import { signatureFaults } from './signature-faults.ts'

type Row = {
  id: string
  role: Role
  title: string
  cites: string
  claims?: readonly string[]
  where?: Fault['where']
  /** A script of the shell; a function for what is no script. */
  test: string | ((service: Service) => void)
}

const alwaysGreen = longRunning.map(
  (role): Row => ({
    id: `health-${slug(role)}-check-exits-zero`,
    role,
    title: `The health check of the ${role} is exit 0`,
    cites: 'plan, traps: health check exit 0',
    // The engine then calls a broken cache healthy: seen on the raised stack by HLT-02.
    ...(role === 'cache' ? { where: 'stack', claims: ['HLT-02', 'HLT-03'] } : {}),
    test: 'exit 0',
  }),
)

const rows: readonly Row[] = [
  ...alwaysGreen,
  {
    id: 'health-api-check-forgiven',
    role: 'api',
    title: 'The health check of the API forgives every failure',
    cites: 'plan, traps: health check exit 0, by another name',
    test: 'node dist/healthcheck.js http://127.0.0.1:8000/ || true',
  },
  {
    id: 'health-worker-check-only-speaks',
    role: 'worker',
    title: 'The health check of the worker only speaks',
    cites: 'plan, traps: a check must be shown to fail when its own service is broken',
    test: 'echo healthy',
  },
  {
    id: 'health-cache-check-swallowed',
    role: 'cache',
    title: 'A pipe swallows the status of the cache’s health check',
    cites: 'style: health by substring, status lost',
    test: 'redis-cli ping | cat',
  },
  {
    id: 'health-web-check-content-with-500',
    role: 'web',
    title: 'The health check of web is content with an error page',
    cites: 'plan, traps: curl without --fail ends well on every status',
    test: 'curl -s http://127.0.0.1:8080/healthz',
  },
  {
    id: 'health-edge-check-passes-on-redirect',
    role: 'edge',
    title: 'The health check of the edge passes on the redirect',
    cites: 'plan, traps: curl -f http://localhost/health passes on the 301',
    test: 'curl -f http://localhost/health',
  },
  {
    id: 'health-database-check-each-five-minutes',
    role: 'database',
    title: 'The health check of the database is asked each five minutes',
    cites: 'a check that was slowed down because it filled the log',
    claims: ['HLT-06'],
    test: (service) => {
      service.healthcheck = { ...service.healthcheck, interval: '5m' }
    },
  },
  {
    id: 'health-antivirus-start-counts',
    role: 'antivirus',
    title: 'The health check of the antivirus counts from the first second',
    cites: 'found by a generated fault: signatures take minutes to load, and a deploy gives up',
    claims: ['HLT-10'],
    test: (service) => {
      const { start_period: _, ...check } = service.healthcheck ?? {}
      service.healthcheck = check
    },
  },
  {
    id: 'health-database-end-not-declared',
    role: 'database',
    title: 'The database is killed when the engine has waited its ten seconds',
    cites:
      'found by a generated fault: a last checkpoint that was cut off, and a start that replays for minutes',
    claims: ['HLT-11'],
    test: (service) => void delete service.stop_grace_period,
  },
  {
    id: 'health-antivirus-check-without-script',
    role: 'antivirus',
    title: 'The health check of the antivirus is a shell without its script',
    cites: 'found by a generated fault: a shell that reads nothing ends well',
    test: (service) => {
      service.healthcheck = { ...service.healthcheck, test: ['CMD', '/bin/sh'] }
    },
  },
  {
    id: 'health-web-check-disabled',
    role: 'web',
    title: 'The health check of web is disabled',
    cites: 'CIS Docker 5.27',
    test: (service) => {
      service.healthcheck = { disable: true }
    },
  },
  {
    id: 'health-database-check-missing',
    role: 'database',
    title: 'The database has no health check',
    cites: 'CIS Docker 5.27; the API would start before the database answers',
    test: (service) => void delete service.healthcheck,
  },
]

const asksAnother: Fault = {
  id: 'health-worker-check-asks-the-api',
  title: 'The health check of the worker asks the API',
  cites: 'plan, traps: a health check that asks another container',
  claims: ['HLT-03'],
  roles: ['worker', 'api'],
  where: 'static',
  break: ({ service, config }) => {
    const name = [config.roles.api ?? []].flat()[0] ?? ''
    const asking = service('worker')
    asking.healthcheck = { ...asking.healthcheck, test: ['CMD-SHELL', `curl -f http://${name}:8000/health`] }
  },
}

const keepsSignal: Fault = {
  id: 'health-api-shell-keeps-the-signal',
  title: 'A shell that starts the API keeps the stop signal to itself',
  cites: 'a start script without exec: every deploy waits out the grace and kills requests',
  claims: ['HLT-04'],
  roles: ['api'],
  where: 'stack',
  break: ({ service }) => {
    service('api').command = ['/bin/sh', '-c', 'node dist/server.js; exit $?']
    service('api').stop_grace_period = '3s'
  },
}

export const faults: readonly Fault[] = [...rows.map(faultOf), asksAnother, keepsSignal, ...signatureFaults]

function faultOf({ role, test, claims = ['HLT-03'], where = 'static', ...row }: Row): Fault {
  return {
    ...row,
    claims,
    where,
    roles: [role],
    break: ({ service }) => {
      const broken = service(role)
      if (typeof test === 'function') return test(broken)
      broken.healthcheck = { ...broken.healthcheck, test: ['CMD-SHELL', test] }
    },
  }
}
