import { PostgreSqlContainer } from '@testcontainers/postgresql'
import { GenericContainer, Wait } from 'testcontainers'
import type { TestProject } from 'vitest/node'
import type { ObjectStoreSettings } from '../src/settings/settings.ts'
import { makeCertificate } from './certificate.ts'

/** Where the tests' PostgreSQL, Redis and MinIO are; the superuser makes a database for each test file. */
export type Backing = {
  postgres: { host: string; port: number; user: string; password: string; database: string; ca: string }
  redis: { host: string; port: number; password: string }
  store: ObjectStoreSettings
}

declare module 'vitest' {
  interface ProvidedContext {
    backing: Backing
  }
}

/** Starts all once for all test files, from the images production runs unless the environment names others. */
export default async function startBacking(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis, store] = await Promise.all([startPostgres(), startRedis(), startStore()])
  const [database, cache, objects] = [postgres.settings, redis.settings, store.settings]
  project.provide('backing', { postgres: database, redis: cache, store: objects })
  return async () => {
    await Promise.all([postgres, redis, store].map(({ container }) => container.stop()))
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
