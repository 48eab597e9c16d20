import { existsSync } from 'node:fs'
import type { LinkInput, OutsideLink } from '../outside.ts'
import { must, run } from './run.ts'

/** The cloud's metadata address on every large provider. */
const metadata = '169.254.169.254'
/** 198.51.100.0/24 (TEST-NET-2, RFC 5737) in pieces of four addresses. */
const slots = 64

/**
 * Joins the outside's namespace to the host by a veth pair. The name `spo<slot>` is the lock of a slot: the
 * kernel refuses it to the second run. All that is added here hangs on the pair and goes with the container.
 */
export async function link({ pid, runId }: LinkInput): Promise<OutsideLink> {
  const slot = await takeSlot(pid, runId)
  const name = `spo${slot}`
  const [near, far] = [`198.51.100.${4 * slot + 1}`, `198.51.100.${4 * slot + 2}`]
  const [near6, far6] = [`fd53:7061:636b:${slot.toString(16)}::1`, `fd53:7061:636b:${slot.toString(16)}::2`]
  const hosts = await hostAddresses()
  await batch([`addr add ${near}/30 dev ${name}`, `link set dev ${name} alias stackproof-${runId} up`])
  await batchInside(pid, [
    `addr add ${far}/30 dev eth0`,
    `addr add ${metadata}/32 dev eth0`,
    'link set dev lo up',
    'link set dev eth0 up',
    ...hosts.filter(isV4).map((host) => `route add ${host}/32 via ${near}`),
  ])
  await batch([`route add ${metadata}/32 via ${far} dev ${name} metric ${100 + slot}`])
  if (!(await takesV6(pid)))
    return { address: far, metadata, hostAddresses: [near, ...hosts.filter(isV4)], name }
  await batch([`addr add ${near6}/64 dev ${name} nodad`])
  await batchInside(pid, [
    `addr add ${far6}/64 dev eth0 nodad`,
    ...hosts.filter((host) => !isV4(host)).map((host) => `route add ${host}/128 via ${near6}`),
  ])
  return { address: far, address6: far6, metadata, hostAddresses: [near, near6, ...hosts], name }
}

/** /proc/sys/net shows the namespace of whoever reads it. */
async function takesV6(pid: number): Promise<boolean> {
  const file = '/proc/sys/net/ipv6/conf/all/disable_ipv6'
  const { code, stdout } = await run(['nsenter', '-t', String(pid), '-n', 'cat', file])
  return code === 0 && stdout.trim() === '0'
}

async function takeSlot(pid: number, runId: string): Promise<number> {
  const first = [...runId].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % slots, 7)
  for (let step = 0; step < slots; step++) {
    const slot = (first + step) % slots
    const peer = ['peer', 'name', 'eth0', 'netns', String(pid)]
    const { code, stderr } = await run(['ip', 'link', 'add', `spo${slot}`, 'type', 'veth', ...peer])
    if (code === 0) return slot
    if (!stderr.includes('File exists')) throw new Error(`ip link add spo${slot}: ${stderr.trim()}`)
  }
  throw new Error(`outside: expected a free veth among spo0 to spo${slots - 1}, found none; end a run`)
}

/** The machine's own global addresses; those of bridges are Docker's gateways and tried from inside. */
async function hostAddresses(): Promise<string[]> {
  const rows = (await must(['ip', '-o', 'addr', 'show', 'scope', 'global'])).split('\n')
  return rows.flatMap((row) => {
    const [, device = '', , cidr = ''] = row.split(/\s+/)
    const ours = device.startsWith('spo') || existsSync(`/sys/class/net/${device}/bridge`)
    return cidr === '' || ours ? [] : [cidr.split('/')[0] ?? '']
  })
}

function isV4(address: string): boolean {
  return !address.includes(':')
}

async function batch(commands: string[]): Promise<void> {
  await must(['ip', '-batch', '-'], { input: `${commands.join('\n')}\n` })
}

async function batchInside(pid: number, commands: string[]): Promise<void> {
  await must(['nsenter', '-t', String(pid), '-n', 'ip', '-batch', '-'], { input: `${commands.join('\n')}\n` })
}
