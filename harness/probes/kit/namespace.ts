import { spawn } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { type Peer, peerOver } from './peer.ts'

/** A server of our own that stands in the network namespace of a process, and lives while this one lives. */
export type Namespace = Pick<Peer, 'ask'> & { leave: () => void }

/** In the environment of that server: the network namespace of the machine, whence it came. */
export const machineVariable = 'KIT_MACHINE_NAMESPACE'

/** Enters the namespace once; `gone` is told when the server there has ended. */
export function openNamespace(pid: number, gone: () => void): Namespace {
  const child = spawn('nsenter', ['-t', String(pid), '-n', 'node', '/kit/serve.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, [machineVariable]: readlinkSync('/proc/self/ns/net') },
  })
  const peer = peerOver(child.stdin, child.stdout)
  const end = (why: string) => {
    gone()
    peer.end(`namespace of ${pid}: ${why}`)
  }
  child.on('error', (error) => end(error.message))
  child.on('close', (code) => end(`its server ended with ${code}`))
  return { ask: peer.ask, leave: () => child.stdin.end() }
}

/** Which process a number means: numbers come round again, start times (clock ticks since boot) do not. */
export function processOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${pid}@${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return undefined
  }
}
