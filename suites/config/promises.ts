import type { StackContainer } from '../../fixtures/containers.ts'
import type { Json } from '../../reports/record/run.ts'
import { switchedOff } from './confinement.ts'
import { fewestFiles, keptLogs, mostBytes } from './kept-logs.ts'

/** One property of a running container: what is promised, and what a container shows that promises nothing. */
type Promised = {
  property: string
  expected: Json
  without: Json
  read: (one: StackContainer) => Json
}

const limited: Json = { atLeast: 0.01 }

const limits: Promised[] = [
  { property: 'memory limit in bytes', expected: limited, without: 0, read: (one) => one.limits.memory },
  { property: 'CPU limit', expected: limited, without: 0, read: (one) => one.limits.cpus },
  { property: 'limit on processes', expected: limited, without: 0, read: (one) => one.limits.pids },
]

const rotation: Promised[] = [
  {
    property: 'bytes of logs kept',
    expected: { atMost: mostBytes },
    without: null,
    read: ({ log }) => keptLogs(log).bytes,
  },
  {
    property: 'log files kept',
    expected: { atLeast: fewestFiles },
    without: 1,
    read: ({ log }) => keptLogs(log).files,
  },
]

/** Whether a user as Docker writes it (`uid:gid`, name or nothing) is root. */
function isRoot({ user }: StackContainer): boolean {
  return ['', '0', 'root'].includes(user.split(':')[0] ?? '')
}

/** The claims about hardening that `docker inspect` can answer, in the order of the catalogue. */
export const promises: { id: PromisedId; facts: (one: StackContainer) => Promised[] }[] = [
  { id: 'CFG-01', facts: () => limits },
  { id: 'CFG-02', facts: () => [{ property: 'runs as root', expected: false, without: true, read: isRoot }] },
  {
    id: 'CFG-03',
    facts: () => [
      {
        property: 'capabilities',
        expected: '-ALL',
        without: '',
        read: ({ capabilities }) => capabilitiesOf(capabilities),
      },
    ],
  },
  {
    id: 'CFG-04',
    facts: () => [
      { property: 'read-only root', expected: true, without: false, read: (one) => one.readOnly },
    ],
  },
  {
    id: 'CFG-05',
    facts: () => [
      {
        property: 'no new privileges',
        expected: true,
        without: false,
        read: (one) => one.securityOptions.some((option) => /^no-new-privileges(:true)?$/.test(option)),
      },
    ],
  },
  {
    id: 'CFG-06',
    facts: () => rotation,
  },
  {
    id: 'CFG-09',
    facts: () => [
      {
        property: 'host access',
        expected: 'none',
        without: 'privileged',
        read: (one) => (one.privileged ? 'privileged' : hostAccess(one)),
      },
    ],
  },
  { id: 'CFG-11', facts: (one) => [restart(one)] },
  {
    id: 'CFG-12',
    facts: () => [
      {
        property: 'bind mounts that it may write to',
        expected: [],
        without: ['/writable'],
        read: (one) =>
          one.mounts.filter((mount) => mount.type === 'bind' && mount.writable).map((mount) => mount.target),
      },
    ],
  },
  {
    id: 'CFG-16',
    facts: () => [
      {
        property: 'confinement switched off',
        expected: [],
        // The engine adds what being privileged implies.
        without: { includes: 'seccomp=unconfined' },
        read: ({ securityOptions }) => switchedOff(securityOptions),
      },
      {
        property: 'control group of its own',
        expected: '',
        without: 'stackproof-bare.slice',
        read: ({ controlGroup }) => controlGroup,
      },
      {
        property: 'network that all projects share',
        expected: false,
        without: true,
        read: ({ namespaces }) => ['default', 'bridge'].includes(namespaces.network),
      },
    ],
  },
  {
    id: 'CFG-23',
    facts: () => [
      {
        property: 'volumes without a name',
        expected: [],
        without: ['/nameless'],
        read: (one) => one.mounts.filter(({ nameless }) => nameless !== '').map(({ target }) => target),
      },
    ],
  },
  {
    id: 'CFG-21',
    facts: () => [
      { property: 'ulimits of its own', expected: [], without: ['nofile'], read: ({ ulimits }) => ulimits },
    ],
  },
]

type PromisedId =
  | 'CFG-01'
  | 'CFG-02'
  | 'CFG-03'
  | 'CFG-04'
  | 'CFG-05'
  | 'CFG-06'
  | 'CFG-09'
  | 'CFG-11'
  | 'CFG-12'
  | 'CFG-16'
  | 'CFG-21'
  | 'CFG-23'

function capabilitiesOf({ added, dropped }: StackContainer['capabilities']): string {
  return [...dropped.map((name) => `-${name}`), ...added.map((name) => `+${name}`)].join(' ')
}

function hostAccess({ namespaces, mounts }: StackContainer): string {
  const shared = Object.entries(namespaces).filter(([, value]) => value === 'host')
  const sockets = mounts.filter(({ source }) => source.endsWith('docker.sock'))
  return [...shared.map(([name]) => name), ...sockets.map(({ source }) => source)].join(', ') || 'none'
}

function restart(one: StackContainer): Promised {
  const expected = one.oneShot ? 'no' : 'unless-stopped'
  return {
    property: 'restart policy',
    expected,
    without: 'always',
    read: ({ restart: { policy } }) => policy || 'no',
  }
}
