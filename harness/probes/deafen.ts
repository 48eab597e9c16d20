import { z } from 'zod'
import { runProgram, type Vantage } from './program.ts'

/** A service whose own TCP ports refuse every connection, until it is disposed of. */
export type Deafened = AsyncDisposable & { ports: number[] }

const answer = z.strictObject({ ports: z.array(z.number()) })

/**
 * Lets every port on which the namespace listens refuse, its own loopback included: what a service looks like
 * whose process lives and whose listener is gone. Nothing in the container is touched, so it can be undone.
 */
export async function deafen(vantage: Vantage): Promise<Deafened> {
  const { ports } = await runProgram(vantage, { name: 'deafen', input: { ports: null } }, answer)
  return {
    ports,
    [Symbol.asyncDispose]: async () => {
      await runProgram(vantage, { name: 'deafen', input: { ports } }, answer)
    },
  }
}
