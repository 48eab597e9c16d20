import { readFile, writeFile } from 'node:fs/promises'
import { must, run } from './run.ts'
import { addressesIn } from './subnet.ts'

/** Where the next caller starts: an address comes round again only after all others, its rate limits long drained. */
const cursorFile = '/tmp/next-address'

let last: Promise<unknown> = Promise.resolve()

/**
 * Adds `count` addresses to this container's only network and gives them. One caller after the other: of two at once
 * the slower would put the cursor back, and the next run would meet buckets that are still full. Between processes
 * the kernel is the lock: an address that stands already is refused to the second who asks.
 */
export function addAddresses({ count }: { count: number }): Promise<{ addresses: string[] }> {
  const turn = last.then(() => addNext(count))
  last = turn.catch(() => undefined)
  return turn
}

async function addNext(count: number): Promise<{ addresses: string[] }> {
  const { address, prefix, device } = await own()
  const candidates = [...addressesIn(address, prefix)]
  const start = Number(await readFile(cursorFile, 'utf8').catch(() => '0')) % candidates.length
  const added: string[] = []
  let tried = 0
  for (; tried < candidates.length && added.length < count; tried++) {
    const candidate = candidates[(start + tried) % candidates.length] ?? ''
    if (await add(candidate, device)) added.push(candidate)
  }
  await writeFile(cursorFile, String(start + tried))
  standing.push(...added.map((one) => ({ address: one, device })))
  if (added.length < count)
    throw new Error(`client addresses in ${address}/${prefix}: expected ${count} free, found ${added.length}`)
  return { addresses: added }
}

/** Takes away what this process has added; one that went with its network is gone already. */
export async function releaseAddresses(): Promise<void> {
  for (const { address, device } of standing) await run(['ip', 'addr', 'del', `${address}/32`, 'dev', device])
}

const standing: { address: string; device: string }[] = []

/** The address that Docker gave; those of clients are /32. Its device has another number after each reconnect. */
async function own(): Promise<{ address: string; prefix: number; device: string }> {
  const list = await must(['ip', '-4', '-o', 'addr', 'show', 'primary'])
  const found = [...list.matchAll(/^\d+: (\S+)\s+inet ([\d.]+)\/(\d+)/gm)]
  const rows = found.map(([, device = '', address = '', prefix]) => ({
    address,
    prefix: Number(prefix),
    device,
  }))
  const row = rows.find(({ device, prefix }) => device !== 'lo' && prefix < 32)
  if (row === undefined) throw new Error('clients: expected an IPv4 address on a network, found none')
  return row
}

async function add(address: string, device: string): Promise<boolean> {
  const { code, stderr } = await run(['ip', 'addr', 'add', `${address}/32`, 'dev', device])
  if (code !== 0 && !/File exists|already assigned/.test(stderr))
    throw new Error(`ip addr add: ${stderr.trim()}`)
  return code === 0
}
