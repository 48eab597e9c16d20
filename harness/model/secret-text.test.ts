import { expect, test } from 'vitest'
import { secretInCommand, secretInEnvironment } from './secret-text.ts'

test.for([
  ['DATABASE_PASSWORD', 'x'],
  ['POSTGRES_PASSWORD', '${POSTGRES_PASSWORD}'],
  ['API_KEY', null],
  ['AWS_SECRET_ACCESS_KEY', 'x'],
  ['SESSION_SECRET', 'x'],
  ['token', 'x'],
  ['DATABASE_URL', 'postgres://user:word@db/name'],
  ['VITE_DATABASE_URL', 'postgres://user:word@db/name'],
  ['PUBLICATION_SECRET', 'x'],
  ['PGPASSWORD', 'x'],
  ['REDIS_PW', 'x'],
  ['ConnectionStrings__Shop', 'Server=db;User Id=shop;Password=word'],
  ['SPRING_DATASOURCE_URL', 'jdbc:mysql://db/shop?user=shop&password=word'],
  ['REDIS_URL', 'redis://:word@redis:6379'],
  ['CERTIFICATE', '-----BEGIN RSA PRIVATE KEY-----\nMII'],
] as const)('%s holds a secret', ([name, value]) => {
  expect(secretInEnvironment(name, value)).toBeTypeOf('string')
})

test.for([
  ['DATABASE_PASSWORD_FILE', '/run/secrets/db'],
  ['SSL_KEY', '/etc/tls/edge.key'],
  ['PUBLIC_KEY', 'x'],
  ['RECAPTCHA_SITE_KEY', 'x'],
  ['NEXT_PUBLIC_MAP_TOKEN', 'x'],
  ['VITE_API_KEY', 'x'],
  ['PWD', '/app'],
  ['PASSWORD', ''],
  ['TOKEN_TTL', '60'],
  ['HELP_URL', 'https://example.test/?forgot=1&password='],
  ['FRONTEND_URL', 'https://example.test/a:b@c'],
  ['POSTGRES_INITDB_ARGS', '--auth=scram-sha-256'],
] as const)('%s holds none', ([name, value]) => {
  expect(secretInEnvironment(name, value)).toBeUndefined()
})

test.for([
  'redis-server --requirepass word',
  'redis-cli -a word ping',
  'tool --password=word',
  'PGPASSWORD=word psql',
  'PGPASSWORD=${DB_PASSWORD} psql',
  'psql postgres://user:word@db/name',
  'redis-server --requirepass "$$(cat /run/secrets/redis)"',
])('%s shows a secret', (line) => {
  expect(secretInCommand(line)).toBeTypeOf('string')
})

test.for([
  'redis-server /etc/redis.conf',
  'tool --password-file /run/secrets/x',
  'PGPASSWORD="$$(cat /run/secrets/x)" psql',
  'REDISCLI_AUTH=$$WORD redis-cli ping',
  'node dist/server.js --token-ttl 60',
])('%s shows none', (line) => {
  expect(secretInCommand(line)).toBeUndefined()
})
