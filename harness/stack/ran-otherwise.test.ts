import { expect, test } from 'vitest'
import type { Service } from '../model/compose.ts'
import { sampleModel } from '../model/sample.ts'
import { type Ran, ranOtherwise } from './ran-otherwise.ts'

const ran: Ran = {
  service: 'web',
  image: 'web:1',
  user: '1000',
  readOnly: false,
  privileged: false,
  capabilities: { added: [], dropped: [] },
  restart: { policy: 'no', retries: 0 },
  limits: { memory: 0, memorySwap: 0, cpus: 0, pids: 0 },
  log: { driver: 'journald', options: {} },
  networks: [{ name: 'p_default', id: 'n', address: '172.20.0.2' }],
  tmpfs: {},
}
const declared: Service = { image: 'web:1', networks: { default: null } }

function pathsOf(service: Service, containers: Ran[]): string[] {
  const { compose } = sampleModel({
    services: { web: service },
    networks: { default: { name: 'p_default' } },
  })
  return ranOtherwise(compose, containers, 'why').map(({ path, declared, ran }) =>
    [path, declared, ran].map((one) => JSON.stringify(one)).join(' '),
  )
}

test.for<[string, Service, Partial<Ran>]>([
  ['what the files leave to the image and the engine', {}, {}],
  ['capabilities', { cap_drop: ['all'], cap_add: ['chown', 'CAP_KILL'] }, caps(['CAP_KILL', 'CAP_CHOWN'])],
  ['a restart with its number of tries', { restart: 'on-failure:3' }, restart('on-failure', 3)],
  ['no limit', { pids_limit: -1, mem_limit: 0 }, {}],
  ['no network', { network_mode: 'none' }, on('none')],
  ['the namespace of another', { network_mode: 'service:db' }, { networks: [] }],
])('%s, spelled by the engine, is no difference', ([, service, facts]) => {
  expect(pathsOf({ ...declared, ...service }, [{ ...ran, ...facts }])).toEqual([])
})

test.for<[string, Service, Partial<Ran>, string]>([
  ['a user', { user: '1001' }, {}, '"user" "1001" "1000"'],
  ['capabilities', { cap_drop: ['ALL'] }, {}, '"cap_drop" ["ALL"] []'],
  ['tries', { restart: 'on-failure:3' }, restart('on-failure', 5), '"restart" "on-failure:3" "on-failure:5"'],
  ['a limit', { pids_limit: 64 }, {}, '"limits.pids" 64 0'],
  ['a log', { logging: { driver: 'local' } }, {}, '"logging.driver" "local" "journald"'],
  ['networks', { network_mode: 'host' }, {}, '"networks" ["host"] ["p_default"]'],
])('%s of another kind is one', ([, service, facts, told]) => {
  expect(pathsOf({ ...declared, ...service }, [{ ...ran, ...facts }])).toEqual([told])
})

test.for<[string, Service, number, string[]]>([
  ['none where none is asked for', { deploy: { replicas: 0 } }, 0, []],
  ['two where two are', { scale: 2 }, 2, []],
  ['none where one is', {}, 0, ['"containers" 1 0']],
  ['one where two are', { deploy: { replicas: 2 } }, 1, ['"containers" 2 1']],
])('containers: %s', ([, service, count, told]) => {
  expect(pathsOf({ ...declared, ...service }, Array(count).fill(ran))).toEqual(told)
})

function caps(added: string[]): Partial<Ran> {
  return { capabilities: { added, dropped: ['ALL'] } }
}

function restart(policy: string, retries: number): Partial<Ran> {
  return { restart: { policy, retries } }
}

function on(name: string): Partial<Ran> {
  return { networks: [{ name, id: 'n', address: '' }] }
}
