import { expect, test } from 'vitest'
import { applicationsOf } from './application.ts'
import { filesOf } from './files.ts'

const whole = 'services: { a: { image: a } }'
const part = 'services: { a: { restart: always } }'
const chosen = (texts: Record<string, string>) => applicationsOf(filesOf(texts)).map(({ files }) => files)

test.for([
  [{ 'docker-compose.yml': whole, 'docker-compose.override.yml': part }, [['docker-compose.yml']]],
  [
    { 'docker-compose.yml': whole, 'docker-compose.prod.yml': whole, 'docker-compose.dev.yml': whole },
    [['docker-compose.prod.yml']],
  ],
  [{ 'compose.yaml': whole, 'compose.production.yaml': part }, [['compose.yaml', 'compose.production.yaml']]],
  [
    { 'compose.yml': whole, 'compose.monitoring.yml': whole, 'compose.extra.yml': part },
    [['compose.yml'], ['compose.monitoring.yml']],
  ],
  [{ 'compose.yml': 'include: [parts/compose.yml]', 'parts/compose.yml': whole }, [['compose.yml']]],
  [
    { 'tests/compose.yml': whole, 'a/compose.yml': whole, 'b/docker-compose.yml': whole },
    [['a/compose.yml'], ['b/docker-compose.yml']],
  ],
  [{ 'README.md': whole, 'compose.json': '{}' }, []],
  [
    {
      'docker-compose.yml': whole,
      'docker-compose.prod.yml': whole,
      'docker-compose.prod.small.yml': part,
      'deploy.sh':
        '#!/bin/sh\ndocker compose -f docker-compose.prod.yml -f docker-compose.prod.small.yml up -d\n',
    },
    [['docker-compose.prod.yml'], ['docker-compose.prod.yml', 'docker-compose.prod.small.yml']],
  ],
  [
    {
      'compose.yml': whole,
      'compose.caddy.yml': part,
      'start.sh': 'docker compose \\\n  -f compose.yml \\\n  -f compose.caddy.yml \\\n  up -d\n',
    },
    [['compose.yml'], ['compose.yml', 'compose.caddy.yml']],
  ],
  [
    { 'compose.yml': whole, 'compose.prod.yml': whole, 'compose.prod.small.yml': part },
    [['compose.prod.yml'], ['compose.prod.yml', 'compose.prod.small.yml']],
  ],
  [{ 'compose.prod.yml': part }, []],
  [
    { 'compose.yml': whole, 'compose.prod.yml': 'services: { b: { image: b, depends_on: [a] } }' },
    [['compose.yml', 'compose.prod.yml']],
  ],
  [
    {
      'compose.yml': whole,
      'compose.prod.yml': whole,
      'compose.caddy.yml': part,
      'deploy.sh': 'docker compose -f compose.yml -f compose.prod.yml up -d\n',
      '.env.example': 'COMPOSE_FILE=compose.yml:compose.caddy.yml\n',
    },
    [
      ['compose.yml', 'compose.prod.yml'],
      ['compose.yml', 'compose.caddy.yml'],
    ],
  ],
  [
    {
      'compose.yml': whole,
      'compose.a.yml': whole,
      'compose.b.yml': part,
      'up.sh': 'docker compose -f compose.yml -f compose.a.yml -f compose.b.yml up -d\n',
      'odd.sh': 'docker compose -f compose.b.yml -f compose.a.yml up -d\n',
    },
    [['compose.yml'], ['compose.yml', 'compose.a.yml', 'compose.b.yml']],
  ],
  [{ 'production.yml': whole, 'local.yml': whole }, [['production.yml']]],
  [{ 'production.yml': part, 'prod.yml': 'services: [a]' }, []],
  [{ 'docker-prod.yaml': whole, 'docker-compose.yml': whole }, [['docker-prod.yaml']]],
  [{ 'deploy/stack.yml': whole }, [['deploy/stack.yml']]],
  [{ 'app.yml': whole, Makefile: 'up:\n\tdocker compose -f app.yml \\\n\t  up -d\n' }, [['app.yml']]],
  [{ 'app.yml': whole, '.env.example': 'COMPOSE_FILE=app.yml\n' }, [['app.yml']]],
  [
    {
      'docker-compose.yml': whole,
      'extra/more.yml': whole,
      'README.md': '`docker compose -f docker-compose.yml -f extra/more.yml up`\n',
    },
    [['docker-compose.yml']],
  ],
  [
    {
      'base.yml': whole,
      'production.yml': part,
      'up.sh': '#!/bin/sh\ndocker compose -f base.yml -f production.yml up -d\n',
    },
    [['base.yml', 'production.yml']],
  ],
  [{ 'app.yml': whole, 'local.yml': whole, 'README.md': 'docker-compose -f local.yml up\n' }, []],
  [{ 'app.yml': whole, 'apply.sh': '#!/bin/sh\nkubectl apply -f app.yml\n' }, []],
  [
    {
      '.github/workflows/production.yml': 'jobs: { a: { services: { db: { image: a } } } }',
      '.gitlab-ci.yml': 'services: [docker:dind]',
      'charts/shop/prod.yaml': whole,
      'values.prod.yaml': 'services: { api: { image: { repository: a } } }',
      'config/prod.yaml': 'services: { _defaults: { autowire: true } }',
      'render.prod.yaml': 'services: [{ type: web, image: a }]',
    },
    [],
  ],
] as const)('%j', ([texts, files]) => {
  expect(chosen(texts)).toEqual(files)
})

test('roles by image, by name and by what is published', () => {
  const text =
    'services: { db: { image: "postgis/postgis:16" }, kv: { image: "valkey/valkey:8" }, front: { build: ., ports: ["443:8443", "80:80"] }, backend: { build: . }, celery-beat: { build: . }, db-migrate: { build: . }, "redis-queue": { image: "redis:7" } }'
  const [application] = applicationsOf(filesOf({ 'compose.yml': text }))
  expect(application?.model.services).toEqual({
    database: ['db'],
    cache: ['kv', 'redis-queue'],
    edge: ['front'],
    api: ['backend'],
    worker: ['celery-beat'],
    migrate: ['db-migrate'],
  })
})

test('nothing outside is read, and what is missing is told with its place', () => {
  const text =
    'include: [../../etc/x.yml]\nservices: { a: { image: a, extends: { file: gone.yml, service: b } } }'
  const [application] = applicationsOf(filesOf({ 'compose.yml': text }))
  expect(application?.problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'compose.yml:2',
    'compose.yml:2',
    'compose.yml:1',
  ])
})

test('settings that an include names need not be shipped, and what is fetched is told', () => {
  const [application] = applicationsOf(
    filesOf({
      'compose.yml':
        'include:\n  - { path: mon/compose.yml, env_file: mon/.env }\n  - oci://ghcr.io/shop/base:1\n',
      'mon/compose.yml': 'services: { a: { image: "a:${TAG}" } }',
    }),
  )
  expect(application?.problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '3 include: expected a file of this folder, found oci://ghcr.io/shop/base:1: nothing is fetched here',
  ])
})
