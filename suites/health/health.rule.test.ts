import { expect, test } from 'vitest'
import { readSample } from '../../harness/model/sample-text.ts'
import { healthCheck } from './health-check.rule.ts'

const red: [service: string, why: RegExp][] = [
  ['a: {}', /there is none/],
  ['a: { healthcheck: { test: [NONE] } }', /there is none/],
  ['a: { healthcheck: { disable: true, test: "curl -f http://x" } }', /disabled/],
  ['a: { healthcheck: { test: exit 0 } }', /cannot fail/],
  ['a: { healthcheck: { test: ["CMD", "true"] } }', /cannot fail/],
  ['a: { healthcheck: { test: ["CMD", "sh", "-c", "probe || true"] } }', /cannot fail/],
  ['a: { healthcheck: { test: "curl -f http://b:80/" } }', /another service: b/],
  ['a: { healthcheck: { test: "curl -f http://bee/" } }', /another service: bee/],
  ['a: { healthcheck: { test: "curl http://127.0.0.1/" } }', /--fail/],
  ['a: { ports: ["0.0.0.0:443:443"], healthcheck: { test: "curl -f http://localhost/" } }', /redirect/],
]

const green = [
  'a: { healthcheck: { test: ["CMD", "curl", "--fail", "http://127.0.0.1/"] } }',
  'a: { healthcheck: { test: "curl -fs http://127.0.0.1/ || exit 1" } }',
  'a: { healthcheck: { test: "curl -f http://a:80/" } }',
  'a: { ports: ["0.0.0.0:443:443"], healthcheck: { test: "curl -f https://a.test/" } }',
  'a: { healthcheck: { test: "node dist/health.js /api/v1/b" } }',
]

test.for(red)('%s', ([service, why]) => {
  expect(complaints(service)).toMatch(why)
})

test.for(green.map((service) => [service]))('%s says something', ([service = '']) => {
  expect(complaints(service)).toBe('')
})

function complaints(service: string): string {
  const other = 'b: { networks: { default: { aliases: [bee] } }, restart: "no" }'
  const model = readSample(`services:\n  ${service}\n  ${other}\n`, { roles: { edge: 'a', migrate: 'b' } })
  const seen = healthCheck.read(model)
  expect(seen.map(({ subject }) => subject)).toEqual(['edge'])
  return seen.flatMap(({ actual }) => actual).join('; ')
}
