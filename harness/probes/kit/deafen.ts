import { readlink } from 'node:fs/promises'
import { listening } from './listening.ts'
import { machineVariable } from './namespace.ts'
import { must } from './run.ts'

const localTable = ['lookup', 'local']

/**
 * Adds a routing rule per listening port that prohibits it, or takes away those for `ports`.
 * Throws in the network namespace of the machine: whatever runs on it would refuse.
 */
export async function deafen(input: { ports: number[] | null }): Promise<{ ports: number[] }> {
  await refuseMachine()
  if (input.ports !== null) return undo(input.ports)
  const ports = portsOf(await listening())
  // The rule for local addresses comes first by default: it makes room, else nothing is asked before it.
  await rule('add', 'pref', '10', ...localTable)
  await rule('del', 'pref', '0')
  for (const port of ports) await rule('add', ...prohibition(port))
  return { ports }
}

async function refuseMachine(): Promise<void> {
  const own = await readlink('/proc/self/ns/net')
  const ofMachine = process.env[machineVariable] ?? own
  if (own !== ofMachine) return
  throw new Error('network namespace: expected that of a container, found that of the machine')
}

async function undo(ports: number[]): Promise<{ ports: number[] }> {
  for (const port of ports) await rule('del', ...prohibition(port))
  await rule('add', 'pref', '0', ...localTable)
  await rule('del', 'pref', '10')
  return { ports }
}

function prohibition(port: number): string[] {
  return ['pref', '5', 'ipproto', 'tcp', 'dport', String(port), 'prohibit']
}

async function rule(...words: string[]): Promise<void> {
  await must(['ip', '-4', 'rule', ...words])
}

// Docker's own resolver listens in every namespace: it is not the service's.
function portsOf(listeners: string[]): number[] {
  const own = listeners.filter((one) => !one.startsWith('127.0.0.11:'))
  return [...new Set(own.map((one) => Number(one.slice(one.lastIndexOf(':') + 1))))]
}
