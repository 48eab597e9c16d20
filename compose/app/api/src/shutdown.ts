import type { Logger } from 'pino'

/** Docker's default grace period is 10 s; the worker's service sets 30 s. */
const deadlineMs = 25_000

const signals = ['SIGTERM', 'SIGINT'] as const
const end = () => process.exit(0)

/**
 * Ends the process on SIGTERM or SIGINT while it has nothing to close yet. As process 1 of a container it would ignore
 * them without a handler, and whoever stops a starting service would wait out its whole grace period.
 */
export function endOnSignal(): void {
  for (const signal of signals) process.once(signal, end)
}

/** On SIGTERM or SIGINT closes in the given order, then exits 0; 1 when a step fails or takes too long. */
export function drainOnSignal(log: Logger, steps: Record<string, () => Promise<unknown> | unknown>): void {
  const drain = (signal: string) => {
    log.info({ signal }, 'draining')
    setTimeout(() => process.exit(1), deadlineMs).unref()
    closeAll(log, steps).then(
      () => process.exit(0),
      (err) => {
        log.error({ err }, 'drain failed')
        process.exit(1)
      },
    )
  }
  for (const signal of signals) process.off(signal, end).once(signal, drain)
}

async function closeAll(log: Logger, steps: Record<string, () => Promise<unknown> | unknown>): Promise<void> {
  for (const [name, close] of Object.entries(steps)) {
    await close()
    log.info(`${name} closed`)
  }
}
