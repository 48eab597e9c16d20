import type { Fault } from '../../harness/faults/fault.ts'
import type { Mount, Service } from '../../harness/model/compose.ts'
import { type Row, rowFault } from './row-faults.ts'

const rows: readonly Row[] = [
  {
    id: 'config-worker-has-docker-socket',
    role: 'worker',
    title: 'The worker has the Docker socket',
    cites: 'CIS Docker 5.32: whoever holds it is root on the host',
    claims: ['CFG-09', 'CFG-12'],
    change: (service) => bind(service, '/var/run/docker.sock', { read_only: true }),
  },
  {
    id: 'config-api-privileged',
    role: 'api',
    title: 'The API is privileged',
    cites: 'CIS Docker 5.5',
    claims: ['CFG-09'],
    change: (service) => {
      service.privileged = true
    },
  },
  {
    id: 'config-api-sees-host-processes',
    role: 'api',
    title: 'The API sees the processes of the host',
    cites: 'CIS Docker 5.16',
    claims: ['CFG-09'],
    change: (service) => {
      service.pid = 'host'
    },
  },
  {
    id: 'config-cache-shares-host-ipc',
    role: 'cache',
    title: 'The cache shares memory with the host',
    cites: 'CIS Docker 5.17',
    claims: ['CFG-09'],
    change: (service) => {
      service.ipc = 'host'
    },
  },
  {
    id: 'config-edge-has-a-device',
    role: 'edge',
    title: 'The edge has a device of the host',
    cites: 'CIS Docker 5.18',
    claims: ['CFG-09'],
    change: (service) => {
      service.devices = ['/dev/net/tun:/dev/net/tun']
    },
  },
  {
    id: 'config-worker-mounts-etc',
    role: 'worker',
    title: 'The worker reads the settings of the host',
    cites: 'CIS Docker 5.6: /etc holds the password hashes and the keys of the host',
    claims: ['CFG-12'],
    change: (service) => bind(service, '/etc', { read_only: true }),
  },
  {
    id: 'config-edge-config-writable',
    role: 'edge',
    title: 'The edge may write to its own configuration on the host',
    cites: 'plan 3.2: no source mounts; who breaks in rewrites the proxy for good',
    claims: ['CFG-12'],
    change: (service) => {
      const mount = service.volumes?.find(({ type }) => type === 'bind')
      if (mount !== undefined) mount.read_only = false
    },
  },
  {
    id: 'config-database-mount-propagates',
    role: 'database',
    title: 'Mounts made inside the database appear on the host',
    cites: 'CIS Docker 5.20',
    claims: ['CFG-12'],
    change: (service) =>
      bind(service, './certificates', { read_only: true, bind: { propagation: 'rshared' } }),
  },
]

/** Faults by which a service gets a hold of the host. */
export const hostFaults: readonly Fault[] = rows.map(rowFault)

function bind(service: Service, source: string, more: Partial<Mount>): void {
  service.volumes = [...(service.volumes ?? []), { type: 'bind', source, target: '/host', ...more }]
}
