import { expect, test } from 'vitest'
import { readSample } from '../../harness/model/sample-text.ts'
import type { StackConfigInput } from '../../harness/stack/config.ts'
import { rules } from '../rules.ts'

const roles = { edge: 'front-door', api: 'app', database: 'store', worker: 'jobs' }
const intent: StackConfigInput['intent'] = {
  reach: [
    { from: 'edge', to: 'api', port: 8000 },
    { from: 'api', to: 'edge', port: 443 },
    { from: 'api', to: 'database', port: 5432 },
    { from: 'worker', to: 'database', port: 5432 },
    { from: 'worker', to: 'api', port: 8000 },
    { from: 'database', to: 'api', port: 8000 },
  ],
  egress: ['worker'],
}

type Networks = Partial<Record<'front-door' | 'app' | 'store' | 'jobs' | 'stray', string>>
type Sample = { services?: Networks; networks?: string; ports?: string }

const sound: Required<Pick<Sample, 'networks' | 'ports'>> & { services: Networks } = {
  services: { 'front-door': '[out, mid]', app: '[mid, data]', store: '[data]', jobs: '[data, egress]' },
  networks: `
  out: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } }
  mid: { internal: true }
  data: { internal: true }
  egress: `,
  ports: '["0.0.0.0:443:443"]',
}

const red: [claim: string, why: string, Sample, subject: string][] = [
  ['ISO-01', 'api and database share nothing', { services: { app: '[mid]' } }, 'api → database:5432'],
  ['ISO-01', 'the other way round', { services: { store: '[egress]' } }, 'database → api:8000'],
  [
    'ISO-02',
    'edge on the data network',
    { services: { 'front-door': '[out, mid, data]' } },
    'edge → database',
  ],
  ['ISO-02', 'the other end of it', { services: { store: '[data, mid]' } }, 'edge → database'],
  ['ISO-02', 'a service that no role names', { services: { stray: '[data]' } }, 'stray → database'],
  ['ISO-02', 'what it may listen on', { services: { stray: '[egress]' } }, 'worker → stray'],
  ['ISO-02', 'the default network', { services: { 'front-door': '', store: '' } }, 'edge → database'],
  ['ISO-03', 'no address', { ports: '["443:443"]' }, 'edge'],
  ['ISO-03', 'IPv6', { ports: '["[::1]:443:443"]' }, 'edge'],
  ['ISO-03', 'long syntax without an address', { ports: '[{ target: 443, published: 443 }]' }, 'edge'],
  ['ISO-03', 'an address that nobody set', { ports: '["${ADDRESS}:443:443"]' }, 'edge'],
  ['ISO-03', 'nothing published', { ports: '[]' }, 'edge'],
  [
    'ISO-04',
    'a routed data network',
    { networks: '\n  out: { internal: true }\n  mid: { internal: true }\n  data:\n  egress:' },
    'database',
  ],
  [
    'ISO-04',
    'a masquerading edge network',
    { networks: '\n  out:\n  mid: { internal: true }\n  data: { internal: true }\n  egress:' },
    'edge',
  ],
  ['ISO-04', 'datagrams by the edge network', { services: { app: '[out, mid, data]' } }, 'api'],
  ['ISO-04', 'an egress role that cannot call out', { services: { jobs: '[data]' } }, 'worker'],
  [
    'ISO-04',
    'a network of somebody else',
    {
      networks:
        '\n  out: { internal: true }\n  mid: { external: true }\n  data: { internal: true }\n  egress:',
    },
    'api',
  ],
]

test.for(red)('%s is red: %s', ([claim, , sample, subject]) => {
  const wrong = read(claim, sample).filter(({ ok }) => !ok)
  expect(wrong.map((seen) => seen.subject)).toContain(subject)
})

test.for(['ISO-01', 'ISO-02', 'ISO-03', 'ISO-04'])('%s is green on a sound stack', (claim) => {
  const seen = read(claim, {})
  expect(seen).not.toEqual([])
  expect(seen.filter(({ ok }) => !ok)).toEqual([])
})

test('a loopback address and a mapping of networks are sound too', () => {
  const sample = { ports: '["127.0.0.1:8443:443"]', services: { store: '{ data: { aliases: [db] } }' } }
  expect(['ISO-02', 'ISO-03'].flatMap((claim) => read(claim, sample)).filter(({ ok }) => !ok)).toEqual([])
})

function read(claim: string, sample: Sample) {
  const services = Object.entries({ ...sound.services, ...sample.services }).map(([name, networks]) => {
    const ports = name === 'front-door' ? `, ports: ${sample.ports ?? sound.ports}` : ''
    return `  ${name}: { user: "1"${networks === '' ? '' : `, networks: ${networks}`}${ports} }`
  })
  const text = `services:\n${services.join('\n')}\nnetworks:${sample.networks ?? sound.networks}\n`
  const model = readSample(text, { roles, intent })
  return rules.filter((rule) => rule.claim === claim).flatMap((rule) => rule.read(model))
}
