import { defineStack } from './harness/stack/config.ts'

const contentSecurityPolicy =
  "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"

/** The bundled PazPaz stack, described as any user would describe theirs. */
export default defineStack({
  name: 'pazpaz',
  compose: { files: ['compose/docker-compose.prod.yml'], envFile: '{dir}/.env.production' },
  roles: {
    edge: 'nginx',
    web: 'web',
    api: 'api',
    worker: 'worker',
    database: 'db',
    cache: 'redis',
    migrate: 'migrate',
  },
  prepare: {
    command: ['compose/ops/generate-secrets.sh', '--dir', '{dir}', '--domain', 'pazpaz.test'],
  },
  variables: {
    address: 'PUBLISH_ADDRESS',
    httpPort: 'HTTP_PORT',
    httpsPort: 'HTTPS_PORT',
    healthInterval: 'HEALTH_INTERVAL',
    mailHost: 'SMTP_HOST',
    mailPort: 'SMTP_PORT',
    required: [
      'IMAGE_TAG',
      'DOMAIN',
      'FRONTEND_URL',
      'SMTP_HOST',
      'SMTP_PORT',
      'MAIL_FROM',
      'SECRETS_DIR',
      'TLS_DIR',
    ],
    images: {
      NGINX_IMAGE: 'nginx',
      WEB_IMAGE: 'web',
      API_IMAGE: 'api',
      POSTGRES_IMAGE: 'postgres',
      REDIS_IMAGE: 'redis',
    },
  },
  edge: { serverName: 'pazpaz.test', ca: '{dir}/tls/ca.crt' },
  endpoints: { health: '/health', page: '/', api: '/api/v1/health', missing: '/api/v1/nothing-here' },
  headers: {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'content-security-policy': contentSecurityPolicy,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  },
  intent: {
    // A network lets all its members meet; what five networks allow is listed here whole (decision 0002).
    reach: [
      { from: 'edge', to: 'web', port: 8080 },
      { from: 'edge', to: 'api', port: 8000 },
      { from: 'web', to: 'edge', port: 80 },
      { from: 'web', to: 'edge', port: 443 },
      { from: 'web', to: 'api', port: 8000 },
      { from: 'api', to: 'edge', port: 80 },
      { from: 'api', to: 'edge', port: 443 },
      { from: 'api', to: 'web', port: 8080 },
      { from: 'api', to: 'database', port: 5432 },
      { from: 'api', to: 'cache', port: 6379 },
      { from: 'worker', to: 'api', port: 8000 },
      { from: 'worker', to: 'database', port: 5432 },
      { from: 'worker', to: 'cache', port: 6379 },
      { from: 'database', to: 'api', port: 8000 },
      { from: 'database', to: 'cache', port: 6379 },
      { from: 'cache', to: 'api', port: 8000 },
      { from: 'cache', to: 'database', port: 5432 },
      { from: 'migrate', to: 'api', port: 8000 },
      { from: 'migrate', to: 'database', port: 5432 },
      { from: 'migrate', to: 'cache', port: 6379 },
    ],
    egress: ['worker'],
    gatewayPorts: [22],
  },
  limits: {
    api: { rate: 10, burst: 20, refusal: 429, request: { method: 'GET', path: '/api/v1/ready' } },
    auth: {
      rate: 5 / 60,
      burst: 5,
      refusal: 429,
      // Refused by the API at once: counting needs no password to be checked, which is slow by design.
      request: { method: 'POST', path: '/api/v1/auth/login', body: {} },
    },
  },
  database: {
    name: 'pazpaz',
    user: 'pazpaz_owner',
    passwordFile: '{dir}/secrets/db_owner_password',
    ca: '{dir}/tls/ca.crt',
    application: { user: 'pazpaz_app', passwordFile: '{dir}/secrets/db_app_password' },
  },
  cache: { passwordFile: '{dir}/secrets/redis_password' },
  operations: { migrateUp: ['up'], migrateDown: ['down', '100'], migrationRecord: 'pgmigrations' },
})
