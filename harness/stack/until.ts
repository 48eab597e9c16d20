import { setTimeout as pause } from 'node:timers/promises'

type Wait<T> = {
  /** The condition in words, e.g. `api healthy`. */
  what: string
  look: () => Promise<T>
  done: (seen: T) => boolean
  deadlineMs: number
  /** Between two looks. Default 200. */
  everyMs?: number
}

/** Looks until what is seen is as awaited; at the deadline once more, and gives whatever is seen then. */
export function lookUntil<T>(wait: Wait<T>): Promise<T> {
  return until(wait).catch(wait.look)
}

/**
 * Looks until what is seen is as awaited.
 * @throws Error naming the condition, the deadline and the last thing seen.
 */
export async function until<T>(wait: Wait<T>): Promise<T> {
  const deadline = performance.now() + wait.deadlineMs
  for (;;) {
    const seen = await wait.look()
    if (wait.done(seen)) return seen
    if (performance.now() >= deadline) {
      throw new Error(
        `${wait.what}: expected within ${wait.deadlineMs} ms, last seen ${JSON.stringify(seen)}`,
      )
    }
    await pause(wait.everyMs ?? 200)
  }
}
