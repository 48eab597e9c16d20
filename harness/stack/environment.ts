import { existsSync } from 'node:fs'
import { availableParallelism, release, totalmem } from 'node:os'
import type { Environment } from '../../reports/record/run.ts'
import { attempt } from './command.ts'

/** What the run stood on. A part that cannot be asked is `none`. */
export async function readEnvironment(): Promise<Environment> {
  const [engine, compose] = await Promise.all([
    said(['docker', 'version', '--format', '{{.Server.Version}}']),
    said(['docker', 'compose', 'version', '--short']),
  ])
  return {
    engine,
    compose,
    kernel: release(),
    cgroup: cgroupVersion(),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
  }
}

async function said(argv: string[]): Promise<string> {
  const done = await attempt(argv, { deadline: 30 })
  return done.exitCode === 0 && done.stdout !== '' ? done.stdout.trim() : 'none'
}

function cgroupVersion(): Environment['cgroup'] {
  if (existsSync('/sys/fs/cgroup/cgroup.controllers')) return 'v2'
  return existsSync('/sys/fs/cgroup/memory') ? 'v1' : 'none'
}
