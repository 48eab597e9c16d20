import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { each } from './each-service.ts'

const app = (service: string) => ({ 'compose.yml': `services: { api: { ${service} } }` })
const named = (services: string) => ({ 'compose.yml': `services: { ${services} }` })

/** json-file is the engine's own, and keeps one file that grows until the disk is full. */
export const logsEnd = folderRule({
  claim: 'CFG-65',
  read: (folder) =>
    each(folder, (one): Finding[] => {
      if (!one.stays) return []
      const { driver = 'json-file', options = {} } = one.service.logging ?? {}
      const ok = driver !== 'json-file' || 'max-size' in options
      const actual = ok ? 'bounded, or kept elsewhere' : 'json-file without max-size'
      const at = one.at('logging')
      return [
        found({
          at,
          subject: one.name,
          property: 'log',
          expected: 'bounded, or kept elsewhere',
          found: actual,
          ok,
        }),
      ]
    }),
  red: [
    app('image: a'),
    app('image: a, logging: { driver: json-file, options: { max-file: "3" } }'),
    // A script runs one command of an image whose service is up with the stack, and names other words behind it.
    {
      'compose.yml': 'services: { web: { build: ., ports: ["8000:8000"] } }',
      'deploy.sh': '#!/bin/sh\ndocker compose run --rm web python manage.py migrate\n',
    },
    {
      'compose.yml': 'services: { worker: { build: . }, tool: { image: t, profiles: [ops] } }',
      'deploy.sh': '#!/bin/sh\ndocker compose run --rm -e A=b tool check worker\n',
    },
    named('contest-api: { image: a }'),
    named('feed-updater: { image: a }'),
    named('immigration: { image: a }'),
    named('good_job: { image: a }'),
    named('testbench-test: { image: a, command: gunicorn shop.wsgi }'),
    named('job: { image: a, restart: unless-stopped }'),
    named('prepare: { image: a, command: sh -c "alembic upgrade head && uvicorn shop:app" }'),
  ],
  green: [
    app('image: a, logging: { driver: json-file, options: { max-size: "${SIZE}" } }'),
    app('image: a, logging: { driver: local }'),
    app('image: a, logging: { driver: journald }'),
    app('image: a, logging: { options: { max-size: 50m, max-file: "5" } }'),
    named(
      'db-init: { image: a }, create-buckets: { image: a }, nightly_job: { image: a }, e2e-tests: { image: a }, certbot: { image: c }',
    ),
    {
      'compose.yml': 'services: { report: { build: . } }',
      'ops.sh': '#!/bin/sh\ndocker compose -f compose.yml run --rm -T -e A=b report weekly\n',
    },
    named(
      'schema: { image: a, command: alembic upgrade head }, owner: { image: busybox, command: ["chown", "-R", "1000", "/data"] }, static: { image: a, command: python manage.py collectstatic --noinput }, tables: { image: a, command: bundle exec rails db:migrate }',
    ),
    named(
      'buckets: { image: minio-client, entrypoint: ["/bin/sh", "-c", "until mc alias set s http://minio:9000 a b; do sleep 1; done; mc mb -p s/shop; exit 0"] }',
    ),
  ],
})
