/** Gives a function that runs what it is handed, at most `count` at the same time, in order of arrival. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  const admit = () => {
    while (running < count && waiting.length > 0) {
      running += 1
      waiting.shift()?.()
    }
  }
  return async (work) => {
    const turn = Promise.withResolvers<void>()
    waiting.push(turn.resolve)
    admit()
    await turn.promise
    try {
      return await work()
    } finally {
      running -= 1
      admit()
    }
  }
}
