import type { ComposeModel } from '../model/compose.ts'
import { type ContainerFacts, factsOf } from '../probes/container-facts.ts'
import { asOfNow, decisiveFailures, failedChecks } from '../probes/health-check.ts'
import { inspectProject } from '../probes/inspect.ts'
import { type ComposeProject, isWell } from '../stack/compose.ts'
import { until } from '../stack/until.ts'

/** A recreated service is well within this, or it is what the fault broke; for what a one-shot works on, twice. */
const settleMs = 10_000

export type Settling = {
  project: ComposeProject
  model: ComposeModel
  /** When the change began, ms since 1970. */
  since: number
  /** One-shots that run again later. */
  but?: readonly string[]
}

/**
 * Waits until every service but those is well, or has failed its checks ever since, and each one-shot has ended; what
 * depends on a recreated service may have stumbled. Gives up quietly: that something stays unwell may be what the
 * fault is about.
 */
export async function settle({ project, model, since, but = [] }: Settling): Promise<void> {
  const isSettled = async (one: ContainerFacts) => {
    if (but.includes(one.service)) return true
    if (isOneShot(model, one.service)) return one.state === 'exited'
    return failedChecks(one, since) >= decisiveFailures || isWell(await asOfNow(one))
  }
  const look = async () => {
    // A container that goes while it is looked at is no answer: the next look tells.
    const found = await inspectProject(project.project).catch(() => undefined)
    return found && Promise.all(found.map(factsOf).map(isSettled))
  }
  const done = (settled: boolean[] | undefined) => settled?.every(Boolean) ?? false
  const deadlineMs = but.length > 0 ? 2 * settleMs : settleMs
  await until({ what: 'every service well', look, done, deadlineMs, everyMs: 100 }).catch(() => undefined)
}

export function isOneShot(model: ComposeModel, service: string): boolean {
  return model.services[service]?.restart === 'no'
}
