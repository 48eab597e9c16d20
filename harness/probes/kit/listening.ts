import { readFile } from 'node:fs/promises'

/** TCP sockets in state LISTEN in this network namespace, as `address:port` (`[::]:443`), sorted. */
export async function listening(): Promise<string[]> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8')))
  return [...new Set(tables.flatMap(listenersOf))].sort()
}

/** proc(5): `sl local_address rem_address st …`; state 0A is LISTEN. */
export function listenersOf(table: string): string[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((row) => {
      const [, local = '', , state] = row.trim().split(/\s+/)
      const [address = '', port = ''] = local.split(':')
      return state === '0A' ? [`${addressOf(address)}:${Number.parseInt(port, 16)}`] : []
    })
}

/** The kernel prints each 32-bit word in the machine's byte order: little-endian wherever Docker's images run. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex')].reverse())
  if (bytes.length === 4) return bytes.join('.')
  const groups = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []
  return new URL(`http://[${groups.join(':')}]`).hostname
}
