import type { Fault } from '../../harness/faults/fault.ts'
import { type Row, rowFault } from './row-faults.ts'

const rows: readonly Row[] = [
  {
    id: 'config-api-rotates-times-seven',
    role: 'api',
    title: 'Logs of the API rotate at 10 MB times seven',
    cites: 'plan, traps: × 3 on containers in one place, × 7 in another',
    claims: ['CFG-06'],
    change: (service) => {
      service.logging = { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '7' } }
    },
  },
  {
    id: 'config-edge-logs-widened',
    role: 'edge',
    title: 'Logs of the edge rotate at 100 MB',
    cites: 'a night of debugging, and a disk that is full in the next',
    claims: ['CFG-06', 'CFG-20'],
    where: 'stack',
    change: (service) => {
      service.logging = { driver: 'json-file', options: { 'max-size': '100m', 'max-file': '3' } }
    },
  },
  {
    id: 'config-web-stays-dead',
    role: 'web',
    title: 'Web is not started again when it dies',
    cites: 'plan 3.2: restart, for whatever ends it at three',
    claims: ['CFG-11', 'HLT-07'],
    where: 'stack',
    change: (service) => {
      service.restart = 'no'
    },
  },
  {
    id: 'config-worker-takes-all-memory',
    role: 'worker',
    title: 'The worker may take sixteen gigabytes',
    cites: 'a limit that was raised in the night of an outage and stayed',
    claims: ['CFG-17'],
    change: (service) => {
      service.deploy = { resources: { limits: { cpus: '1.0', memory: '16g', pids: 128 } } }
    },
  },
  {
    id: 'config-api-forks-without-end',
    role: 'api',
    title: 'The API may start a hundred thousand processes',
    cites: 'CIS Docker 5.29: a limit that limits nothing',
    claims: ['CFG-17'],
    change: (service) => {
      service.deploy = { resources: { limits: { cpus: '2.0', memory: '2g', pids: 100_000 } } }
    },
  },
  {
    id: 'config-worker-lets-in',
    role: 'worker',
    title: 'The worker runs a server for remote log-in beside its work',
    cites: 'CIS Docker 5.7: put in to look at something, and a way in ever since',
    claims: ['CFG-22'],
    where: 'stack',
    change: (service) => {
      const server = `node --eval 'process.title = "sshd"; setInterval(() => {}, 1e6)'`
      // Compose reads `$$` as `$`.
      service.entrypoint = ['sh', '-c', `${server} & exec "$$@"`, 'sh']
    },
  },
  {
    id: 'config-web-restarts-always',
    role: 'web',
    title: 'Web restarts even after it was stopped by hand',
    cites: 'docker-bench 5.15 passes restart: always',
    claims: ['CFG-11'],
    where: 'stack',
    change: (service) => {
      service.restart = 'always'
    },
  },
  {
    id: 'config-database-stays-down',
    role: 'database',
    title: 'The database stays down after a reboot',
    cites: 'plan, traps: after a reboot or a long outage the stack must come back',
    claims: ['CFG-11'],
    change: (service) => void delete service.restart,
  },
  {
    id: 'config-migrate-restarts',
    role: 'migrate',
    title: 'The migration starts again whenever it ends',
    cites: 'plan, traps: a migration on every start changes production without dump or trial',
    claims: ['CFG-11'],
    change: (service) => {
      service.restart = 'unless-stopped'
    },
  },
]

/** Faults of what a service may take while it runs, what it leaves on the disk, and whether it comes back. */
export const runningFaults: readonly Fault[] = rows.map(rowFault)
