import type { ContainerFacts } from './container-facts.ts'
import { exec, shell } from './exec.ts'

/** As many failures as make a started service unhealthy: one that only starts passes sooner. */
export const decisiveFailures = 3

/** How many of the checks that the engine remembers (five) have failed, of those begun since then (ms since 1970). */
export function failedChecks({ checks }: Pick<ContainerFacts, 'checks'>, sinceMs = 0): number {
  return checks.filter(({ startedMs, exitCode }) => startedMs >= sinceMs && exitCode !== 0).length
}

/** With its health as of now: asked by us where the engine, which asks at intervals, does not say that it is well. */
export async function asOfNow(one: ContainerFacts): Promise<ContainerFacts> {
  const isOpen = one.health === 'starting' || one.health === 'unhealthy'
  return isOpen && (await checkPasses(one)) ? { ...one, health: 'healthy' } : one
}

/** Runs a container's own health check now; false where it fails, cannot run, or is none. */
export async function checkPasses({
  id,
  state,
  healthCheck,
}: Pick<ContainerFacts, 'id' | 'state' | 'healthCheck'>): Promise<boolean> {
  const [kind, ...words] = healthCheck
  if (state !== 'running' || (kind !== 'CMD' && kind !== 'CMD-SHELL')) return false
  const asked = kind === 'CMD' ? exec(id, words) : shell(id, words.join(' '))
  // A container that goes meanwhile is not well either.
  return asked.then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  )
}
