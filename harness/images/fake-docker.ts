import { BuildFailed } from './build-failed.ts'
import type { BuildOrder, DockerCalls, PullOutcome } from './docker-calls.ts'

/** Docker's answers without Docker: what is pulled or built is at hand afterwards. A failing build waits for `api`'s. */
export function fakeDocker(options: {
  pulls: (reference: string) => PullOutcome
  atHand?: Record<string, string>
  failing?: string
}) {
  const atHand = new Map(Object.entries(options.atHand ?? {}))
  const pulled: string[] = []
  const built: BuildOrder[] = []
  const other = Promise.withResolvers<void>()
  const keep = (reference: string) => atHand.set(reference, `id of ${reference}`)
  const calls: DockerCalls = {
    list: async () => new Map(atHand),
    pull: async (reference) => {
      pulled.push(reference)
      const outcome = options.pulls(reference)
      if (outcome === 'pulled') keep(reference)
      return outcome
    },
    build: async (order) => {
      built.push(order)
      if (order.image.name === 'api') other.resolve()
      if (order.image.name === options.failing) {
        await other.promise
        throw new BuildFailed(order.image.name, order.image.context, ['no space'])
      }
      if (options.failing !== undefined && order.image.name === 'api') await aborted(order.signal)
      keep(order.tag)
    },
    identify: async (reference) => atHand.get(reference) ?? '',
    packages: async () => ({ dpkg: '1' }),
  }
  return { calls, pulled, built }
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => resolve())
  return promise
}
