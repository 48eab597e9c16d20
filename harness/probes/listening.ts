import { z } from 'zod'
import { runProgram, type Vantage } from './program.ts'

/** TCP sockets that listen in a namespace, as `address:port` (`[::]:443`); the kit's own is the host's. */
export async function listeningFrom(vantage: Vantage): Promise<string[]> {
  return runProgram(vantage, { name: 'listening', input: {} }, z.array(z.string()))
}

/** The port of a listener as `listeningFrom` gives it. */
export function portOf(listener: string): number {
  return Number(listener.slice(listener.lastIndexOf(':') + 1))
}
