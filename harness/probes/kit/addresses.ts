import { must, run } from './run.ts'
import { addressesIn } from './subnet.ts'

/**
 * Adds `count` addresses to this container's only network and gives them. The kernel is the lock: an
 * address that stands already is refused to the second who asks, so parallel callers never share one.
 */
export async function addAddresses({ count }: { count: number }): Promise<{ addresses: string[] }> {
  const { address, prefix } = await own()
  const added: string[] = []
  for (const candidate of addressesIn(address, prefix)) {
    if (added.length === count) break
    if (await add(candidate)) added.push(candidate)
  }
  if (added.length < count)
    throw new Error(`client addresses in ${address}/${prefix}: expected ${count} free, found ${added.length}`)
  return { addresses: added }
}

/** The address that Docker gave; those of clients are /32. */
async function own(): Promise<{ address: string; prefix: number }> {
  const list = await must(['ip', '-4', '-o', 'addr', 'show', 'dev', 'eth0', 'primary'])
  const rows = [...list.matchAll(/inet ([\d.]+)\/(\d+)/g)].map(([, address = '', prefix]) => ({
    address,
    prefix: Number(prefix),
  }))
  const row = rows.find(({ prefix }) => prefix < 32)
  if (row === undefined) throw new Error('clients: expected an IPv4 address on eth0, found none')
  return row
}

async function add(address: string): Promise<boolean> {
  const { code, stderr } = await run(['ip', 'addr', 'add', `${address}/32`, 'dev', 'eth0'])
  if (code !== 0 && !/File exists|already assigned/.test(stderr))
    throw new Error(`ip addr add: ${stderr.trim()}`)
  return code === 0
}
