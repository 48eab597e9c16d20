import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where built things, locks and prepared folders live: `${XDG_CACHE_HOME:-~/.cache}/stackproof`. */
export function cacheFolder(...path: string[]): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'stackproof', ...path)
}

/**
 * Locks of runs, one place for a machine: runs with caches of their own meet on one daemon, and a run that `up` raised
 * outlives a reboot.
 */
export const lockFolder = '/var/tmp/stackproof'

/** Every container, network and volume that the harness makes itself carries this label; its value is the run id. */
export const runLabel = 'stackproof.run'

/** Compose project of a run's stack: Compose labels all it makes with it. */
export function projectName(runId: string, stack: string): string {
  const name = `stackproof-${runId}-${stack}`
  if (runOfProject(name) === runId) return name
  throw new Error(`stack: expected a name of lower-case letters, by which a sweep knows it, found ${stack}`)
}

/** The run id in the name that Compose gives to what it builds for a project: `PROJECT-SERVICE`. */
export function runOfImage(repository: string): string | undefined {
  return runOfProject(repository.split('-').slice(0, 3).join('-'))
}

/** The run id in a project name, or undefined when it is not one of ours. */
export function runOfProject(project: string): string | undefined {
  return /^stackproof-([0-9a-f]{8})-[a-z]+$/.exec(project)?.[1]
}
