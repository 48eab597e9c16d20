import { PostgreSqlContainer } from '@testcontainers/postgresql'
import { GenericContainer, Wait } from 'testcontainers'
import type { TestProject } from 'vitest/node'
import type { AntivirusSettings, ObjectStoreSettings } from '../src/settings/settings.ts'
import { makeCertificate } from './certificate.ts'

/** Where the tests' PostgreSQL, Redis, MinIO and ClamAV are; the superuser makes a database for each test file. */
export type Backing = {
  postgres: { host: string; port: number; user: string; password: string; database: string; ca: string }
  redis: { host: string; port: number; password: string }
  store: ObjectStoreSettings
  antivirus: AntivirusSettings
  /** What this antivirus finds, and nothing else. */
  virus: string
}

declare module 'vitest' {
  interface ProvidedContext {
    backing: Backing
  }
}

/** Starts all once for all test files, from the images production runs unless the environment names others. */
export default async function startBacking(project: TestProject): Promise<() => Promise<void>> {
  const starting = [startPostgres(), startRedis(), startStore(), startAntivirus()] as const
  const [postgres, redis, store, antivirus] = await Promise.all(starting)
  project.provide('backing', {
    postgres: postgres.settings,
    redis: redis.settings,
    store: store.settings,
    antivirus: antivirus.settings,
    virus,
  })
  return async () => {
    await Promise.all([postgres, redis, store, antivirus].map(({ container }) => container.stop()))
  }
}

async function startPostgres() {
  const certificate = await makeCertificate()
  const container = await new PostgreSqlContainer(process.env.POSTGRES_IMAGE || 'postgres:16.14-bookworm')
    .withSSL(certificate.certFile, certificate.keyFile)
    .start()
  const settings = {
    host: container.getHost(),
    port: container.getPort(),
    user: container.getUsername(),
    password: container.getPassword(),
    database: container.getDatabase(),
    ca: certificate.pem,
  }
  return { container, settings }
}

async function startRedis() {
  const password = 'only-in-tests'
  const container = await new GenericContainer(process.env.REDIS_IMAGE || 'redis:7.2.5-bookworm')
    .withExposedPorts(6379)
    .withCommand(['redis-server', '--requirepass', password, '--maxmemory-policy', 'noeviction'])
    .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
    .start()
  return { container, settings: { host: container.getHost(), port: container.getMappedPort(6379), password } }
}

/** With TLS, and a bucket; the root user plays the application's. */
async function startStore() {
  const { certFile, keyFile, pem } = await makeCertificate()
  const [user, key, bucket] = ['only-in-tests', 'a-key-only-in-tests', 'attachments']
  const container = await new GenericContainer(
    process.env.MINIO_IMAGE || 'minio/minio:RELEASE.2025-09-07T16-13-09Z',
  )
    .withExposedPorts(9000)
    .withEnvironment({ MINIO_ROOT_USER: user, MINIO_ROOT_PASSWORD: key })
    .withCopyFilesToContainer([
      { source: certFile, target: '/certs/public.crt' },
      { source: keyFile, target: '/certs/private.key' },
    ])
    .withCommand(['server', '--certs-dir', '/certs', '/data'])
    .withWaitStrategy(Wait.forHttp('/minio/health/live', 9000).usingTls().allowInsecure())
    .start()
  const env = { MC_HOST_own: `https://${user}:${key}@localhost:9000` }
  const made = await container.exec(['mc', '--insecure', 'mb', `own/${bucket}`], { env })
  if (made.exitCode !== 0) throw new Error(`bucket: expected it made, found ${made.output}`)
  const url = `https://localhost:${container.getMappedPort(9000)}`
  return { container, settings: { url, bucket, user, key, ca: pem } }
}

const virus = 'what the scanner of the tests takes for a virus'

async function startAntivirus() {
  const settings =
    'Foreground yes\nDatabaseDirectory /own\nTCPSocket 3310\nTCPAddr 0.0.0.0\nStreamMaxLength 12M\n'
  const signature = `Test-Virus:0:*:${Buffer.from(virus).toString('hex')}\n`
  const container = await new GenericContainer(process.env.CLAMAV_IMAGE || 'clamav/clamav:1.4.3_base')
    .withExposedPorts(3310)
    .withCopyContentToContainer([
      { content: settings, target: '/own.conf' },
      { content: signature, target: '/own/own.ndb' },
    ])
    .withCommand(['--config-file=/own.conf'])
    .withWaitStrategy(Wait.forLogMessage(/Self checking/))
    .start()
  return { container, settings: { host: container.getHost(), port: container.getMappedPort(3310) } }
}
