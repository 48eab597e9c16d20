import { expect, test } from 'vitest'
import type { Service } from '../model/compose.ts'
import { sampleModel } from '../model/sample.ts'
import { fidelity } from './fidelity.ts'

const published = { address: '127.0.0.1', httpPort: 41080, httpsPort: 41443 }

function told(left: Service, right: Service): { why: string[]; undeclared: number } {
  const { config, compose: declared } = sampleModel({ services: { web: left } })
  const { compose: applied } = sampleModel({ services: { web: right } })
  for (const model of [declared, applied]) for (const one of Object.values(model.services)) one.scale = 0
  const standIns = { 'stackproof/nginx:1': 'nginx:1.27' }
  const { entries, undeclared } = fidelity({ config, declared, applied, ran: [], published, standIns })
  return { why: entries.map(({ why }) => why), undeclared: undeclared.length }
}

test.for<[string, Service, Service, string]>([
  ['a stand-in', { image: 'nginx:1.27' }, { image: 'stackproof/nginx:1' }, 'stands in for nginx:1.27'],
  ['an image of its own', { image: 'shop:1' }, { image: 'p-web' }, 'built from the sources beside it'],
  [
    'what it is built from',
    { build: { args: { BASE: 'node:24' } } },
    { build: { args: { BASE: 'b:1' } } },
    'built from the sources beside it',
  ],
  [
    'the address of the run in a variable',
    { environment: { URL: 'https://shop.test' } },
    { environment: { URL: 'https://shop.test:41443' } },
    'where this run answers',
  ],
  [
    'a namespace by the name of a service',
    { network_mode: 'container:tunnel' },
    { network_mode: 'service:vpn' },
    'what the machine has but once, so that runs do not meet',
  ],
])('%s is a declared difference', ([, left, right, why]) => {
  expect(told(left, right)).toEqual({ why: [why], undeclared: 0 })
})

test.for<[string, string, string]>([
  ['any other', 'production', 'test'],
  ['one in what names the address of the run anyway', '127.0.0.1 production', '127.0.0.1 test'],
])('%s is an undeclared one', ([, left, right]) => {
  const { why, undeclared } = told({ environment: { MODE: left } }, { environment: { MODE: right } })
  expect(why).toEqual(['nobody declared this difference'])
  expect(undeclared).toBe(1)
})
