import type { Environment } from '../../reports/record/run.ts'

/** Nothing of the machine is asked: what runs here says nothing about a folder, nor about somebody's deploy. */
export function withoutEngine(): Environment {
  return { engine: 'none', compose: 'none', kernel: 'none', cgroup: 'none', cpus: 1 }
}
