import { expect, test } from 'vitest'
import { canFail, curlsFail, healthCommand, hostsAsked } from './health-command.ts'

test.for([
  [['NONE'], undefined],
  [[], undefined],
  [['CMD-SHELL', 'a $$B'], { line: 'a $B', shell: true }],
  [['CMD', 'a', 'b'], { line: 'a b', shell: false }],
  [['CMD', '/bin/sh', '-c', 'a || b'], { line: 'a || b', shell: true }],
] as const)('%j is run as %j', ([test, expected]) => {
  expect(healthCommand(test)).toEqual(expected)
})

test.for([
  'exit 0',
  'true',
  ':',
  '/bin/true',
  'echo ok',
  'curl -f http://x || true',
  'curl -f http://x || exit 0',
  'curl -f http://x || echo down',
  'curl -f http://x; exit 0',
  'curl -f http://x ; true ;',
  'curl -f http://x\ntrue',
  'curl -f http://x & true',
  'curl -f http://x 2>&1 || :',
  'curl -f http://x | cat',
  'true && echo ok',
  '',
])('%s cannot fail', (line) => {
  expect(canFail({ line, shell: true })).toBe(false)
})

test.for([
  'curl -f http://x',
  'curl -f http://x || exit 1',
  'curl -f http://x > /dev/null 2>&1',
  'echo PING | nc -w1 127.0.0.1 3310 | grep PONG',
  'pg_isready && psql -c "select 1"',
  'a || b && echo ok',
  'if a; then exit 0; else exit 1; fi',
  'test "$(redis-cli ping)" = PONG',
])('%s can fail', (line) => {
  expect(canFail({ line, shell: true })).toBe(true)
})

test('words that no shell reads have no operators', () => {
  expect(canFail({ line: 'probe || true', shell: false })).toBe(true)
  expect(canFail({ line: 'true', shell: false })).toBe(false)
  expect(canFail({ line: '/bin/sh', shell: false })).toBe(false)
  expect(canFail({ line: '/bin/sh /health.sh', shell: false })).toBe(true)
})

test.for([
  ['curl -f https://api:8000/health', ['api']],
  ['curl http://user:pass@api/x', ['api']],
  ['psql -h db -c x', ['db']],
  ['pg_isready --host=db', ['db']],
  ['redis-cli -h redis ping', ['redis']],
  ['nc -z api 8000', ['api']],
  ['wait-for api:8000', ['api']],
  ['echo > /dev/tcp/db/5432', ['db']],
  ['curl -f http://127.0.0.1:8000/api/v1/health', ['127.0.0.1']],
  ['node dist/health.js', []],
] as const)('%s asks %j', ([line, hosts]) => {
  expect([...new Set(hostsAsked(line))]).toEqual(hosts)
})

test.for([
  ['curl http://x', false],
  ['curl -s -o /dev/null http://x', false],
  ['curl --fail-early http://x', false],
  ['curl -f http://x && curl http://y', false],
  ['curl -fsS http://x', true],
  ['curl -sf http://x', true],
  ['/usr/bin/curl --fail http://x', true],
  ['curl --fail-with-body http://x', true],
  ['curl -s http://x | grep ok', true],
  ['test "$(curl -s http://x)" = ok', true],
  ['wget -q http://x', true],
] as const)('%s fails on an error status: %s', ([line, expected]) => {
  expect(curlsFail(line)).toBe(expected)
})
