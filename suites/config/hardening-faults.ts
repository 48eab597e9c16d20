import type { Fault } from '../../harness/faults/fault.ts'
import type { Service } from '../../harness/model/compose.ts'
import type { Role } from '../../harness/stack/role.ts'
import { containers, slug } from '../services.ts'

type Kind = {
  key: string
  title: string
  cites: string
  claim: string
  /** The role on which it is tried on a raised stack too. */
  onStack?: Role
  change: (service: Service) => void
}

const kinds: readonly Kind[] = [
  {
    key: 'runs-as-root',
    title: 'runs as root',
    cites: 'plan 2.b: an escape from a root process is root on the host',
    claim: 'CFG-02',
    change: (service) => {
      service.user = '0:0'
    },
  },
  {
    key: 'keeps-capabilities',
    title: 'drops no capability',
    cites: 'docker-bench 5.4 passes a container that drops none',
    claim: 'CFG-03',
    onStack: 'web',
    change: (service) => void delete service.cap_drop,
  },
  {
    key: 'writable-root',
    title: 'has a writable root file system',
    cites: 'CIS Docker 5.13: what breaks in stays, and is there after a restart',
    claim: 'CFG-04',
    onStack: 'web',
    change: (service) => {
      service.read_only = false
    },
  },
  {
    key: 'gains-privileges',
    title: 'may gain privileges by a set-uid file',
    cites: 'CIS Docker 5.26',
    claim: 'CFG-05',
    onStack: 'cache',
    change: (service) => void delete service.security_opt,
  },
  {
    key: 'any-system-call',
    title: 'may make any system call',
    cites: 'CIS Docker 5.22: the call that breaks out is one of those the default profile refuses',
    claim: 'CFG-16',
    onStack: 'web',
    change: (service) => {
      service.security_opt = [...(service.security_opt ?? []), 'seccomp=unconfined']
    },
  },
  {
    key: 'own-ulimits',
    title: 'has a limit on open files of its own',
    cites: 'CIS Docker 5.19: set in the night of an outage, and no longer what daemon.json says',
    claim: 'CFG-21',
    onStack: 'web',
    change: (service) => {
      // Less than any engine has: more is refused where the engine itself may not.
      service.ulimits = { nofile: 1000 }
    },
  },
  {
    key: 'nameless-volume',
    title: 'keeps files in a volume without a name',
    cites:
      'data that was gone after docker compose down and up, and a disk full of volumes that nobody knows',
    claim: 'CFG-23',
    onStack: 'web',
    change: (service) => {
      service.volumes = [...(service.volumes ?? []), { type: 'volume', target: '/var/nameless' }]
    },
  },
  {
    key: 'logs-without-end',
    title: 'never rotates its log',
    cites: 'plan 3.8: the engine’s default is one file that grows until the disk is full',
    claim: 'CFG-06',
    onStack: 'worker',
    change: (service) => void delete service.logging,
  },
  {
    key: 'image-latest',
    title: 'runs an image named latest',
    cites: 'CIS Docker 5.28: two starts of the same file run two versions',
    claim: 'CFG-07',
    change: (service) => {
      service.image = `${(service.image ?? 'image').replace(/:[^:/]*$/, '')}:latest`
    },
  },
]

/** Every hardening attribute of every role, taken away one at a time. */
export const hardeningFaults: Fault[] = kinds.flatMap(({ key, title, cites, claim, onStack, change }) =>
  containers.map((role) => ({
    id: `config-${slug(role)}-${key}`,
    title: `The ${role} ${title}`,
    cites,
    claims: [claim],
    roles: [role],
    where: role === onStack ? 'stack' : 'static',
    break: ({ service }) => change(service(role)),
  })),
)
