import { createServer } from 'node:net'
import { EnvironmentError } from './failure.ts'

/** What a server in a container speaks on a port: 80 and 443, or the same above 1023 (8080, 8443). */
export function schemeOf(port: number | undefined): 'http' | 'https' | undefined {
  const last = (port ?? 0) % 1000
  if (last === 80) return 'http'
  return last === 443 ? 'https' : undefined
}

/** A free TCP port on an address; the kernel picks it, so runs side by side do not meet. */
export function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(taken(address, 0, error)))
    server.listen(0, address, () => {
      const bound = server.address()
      const port = bound !== null && typeof bound === 'object' ? bound.port : 0
      server.close(() => resolve(port))
    })
  })
}

/**
 * Checks that a port can be bound before anything is raised.
 * @throws EnvironmentError when it is taken.
 */
export function requireFree(address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(taken(address, port, error)))
    server.listen(port, address, () => server.close(() => resolve()))
  })
}

function taken(address: string, port: number, error: Error): EnvironmentError {
  return new EnvironmentError(
    `port ${address}:${port}: expected it free, found it taken (${error.message})`,
    `see who listens with: ss -ltnp 'sport = :${port}'`,
  )
}
