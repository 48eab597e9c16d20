import type { DockerCalls, PullOutcome } from './docker-calls.ts'

/**
 * Pulls images, but asks a registry that does not answer only once: the first pull finds out,
 * the others wait for it, and its silence is remembered for the run.
 */
export function askRegistry(calls: Pick<DockerCalls, 'pull'>, signal: AbortSignal) {
  let first: Promise<PullOutcome> | undefined
  return async (reference: string): Promise<PullOutcome> => {
    if (first === undefined) {
      first = calls.pull(reference, signal)
      return first
    }
    return (await first) === 'silent' ? 'silent' : calls.pull(reference, signal)
  }
}
