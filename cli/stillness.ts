import { Semaphore } from 'async-mutex'

/**
 * The network of this machine, which several stacks share: its interfaces come and go with containers, and a browser
 * gives up what is under way then.
 */
export type Stillness = {
  /** Work that makes or drops containers; side by side with others of its kind. */
  whileMoving: <T>(work: () => Promise<T>) => Promise<T>
  /** Work in a browser; alone. */
  whileStill: <T>(work: () => Promise<T>) => Promise<T>
}

/** For at most so many pieces of work at a time. */
export function openStillness(most: number): Stillness {
  const places = new Semaphore(most)
  return {
    whileMoving: (work) => places.runExclusive(work),
    whileStill: (work) => places.runExclusive(work, most),
  }
}
