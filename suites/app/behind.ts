import type { FaultTarget } from '../../harness/faults/fault.ts'

const programs = { api: 'server', worker: 'worker' } as const

/** Starts the bundled API, or its worker, behind a script that breaks something in its process. */
export function runBehind(target: FaultTarget, role: keyof typeof programs, script: string): void {
  const whole = `${script}\nimport('/app/dist/${programs[role]}.js')`
  // Compose looks for variables in what it is given.
  target.service(role).command = ['node', '--eval', whole.replaceAll('$', '$$$$')]
}
