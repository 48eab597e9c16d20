import { PostgreSqlContainer } from '@testcontainers/postgresql'
import { GenericContainer, Wait } from 'testcontainers'
import type { TestProject } from 'vitest/node'
import { makeCertificate } from './certificate.ts'

/** Where the tests' PostgreSQL (with TLS) and Redis are; the superuser makes a database for each test file. */
export type Backing = {
  postgres: { host: string; port: number; user: string; password: string; database: string; ca: string }
  redis: { host: string; port: number; password: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    backing: Backing
  }
}

/** Starts both once for all test files, from the images production runs unless the environment names others. */
export default async function startBacking(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  project.provide('backing', { postgres: postgres.settings, redis: redis.settings })
  return async () => {
    await Promise.all([postgres.container.stop(), redis.container.stop()])
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
