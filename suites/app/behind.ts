import type { FaultTarget } from '../../harness/faults/fault.ts'

const programs = { api: 'server', worker: 'worker' } as const

/** Starts the bundled API, or its worker, behind a script that breaks something in its process. */
export function runBehind(target: FaultTarget, role: keyof typeof programs, script: string): void {
  target.service(role).command = ['node', '--eval', `${script}\nimport('/app/dist/${programs[role]}.js')`]
}
