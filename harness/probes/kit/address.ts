import { isIP } from 'node:net'
import { resolve } from './resolve.ts'

/** The engine itself answers names, and slowly when the machine is busy. Milliseconds. */
const nameMs = 5000

/**
 * The IPv4 address of a host, undefined when nobody knows its name. Docker's own resolver in this namespace is asked:
 * /etc/resolv.conf is the kit's, not the service's.
 */
export async function addressOf(host: string): Promise<string | undefined> {
  if (isIP(host) !== 0) return host
  return (await resolve({ name: host, type: 'A', server: '127.0.0.11' }, nameMs)).addresses[0]
}
