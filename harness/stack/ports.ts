import { createServer } from 'node:net'
import { EnvironmentError } from './failure.ts'

/** What a server in a container speaks on a port: 80 and 443, or the same above 1023 (8080, 8443). */
export function schemeOf(port: number | undefined): 'http' | 'https' | undefined {
  const last = (port ?? 0) % 1000
  if (last === 80) return 'http'
  return last === 443 ? 'https' : undefined
}

/** A free TCP port on an address; the kernel picks it, and no other run gets it as long as this process lives. */
export async function freePort(address: string): Promise<number> {
  for (;;) {
    const port = await pickPort(address)
    if (await reservePort(port)) return port
  }
}

function pickPort(address: string): Promise<number> {
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
 * Whether this process is the first that wants a port, which is bound much later. It is told by an abstract socket:
 * that leaves no file, and goes with the process.
 */
export function reservePort(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(!('code' in error && error.code === 'EADDRINUSE')))
    server.listen(`\0stackproof.port.${port}`, () => resolve(true))
    server.unref()
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
