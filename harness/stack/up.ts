import { factsOf } from '../probes/container-facts.ts'
import { asOfNow } from '../probes/health-check.ts'
import { inspectProject } from '../probes/inspect.ts'
import type { Finished } from './command.ts'
import { type ComposeProject, compose, isWell } from './compose.ts'
import { lookUntil } from './until.ts'

type Seen = 'well' | 'not yet' | 'sick'

/**
 * Raises all services and waits until each is well, or one is known not to get there. Compose itself waits for what
 * others depend on; the rest is asked by us, since the engine asks at intervals (decision 0045).
 *
 * @param deadline Seconds.
 * @returns What Compose said; its exit code is 1 as well where a service is not well.
 */
export async function composeUp(project: ComposeProject, deadline: number): Promise<Finished> {
  const started = await compose(project, ['up', '--detach'], deadline)
  if (started.exitCode !== 0) return started
  const seen = await lookUntil({
    what: 'every service well',
    look: () => lookAt(project),
    done: (found) => found !== 'not yet',
    deadlineMs: deadline * 1000,
    // Each look runs a check in every service that is not well yet.
    everyMs: 500,
  })
  return seen === 'well' ? started : { ...started, exitCode: 1 }
}

async function lookAt({ project, signal }: ComposeProject): Promise<Seen> {
  if (signal?.aborted) return 'sick'
  const all = await Promise.all((await inspectProject(project)).map(factsOf).map(asOfNow))
  if (all.some((one) => one.health === 'unhealthy' || (one.state === 'exited' && one.exitCode !== 0)))
    return 'sick'
  return all.every(isWell) ? 'well' : 'not yet'
}
