import type { ExitCode } from '../reports/record/run.ts'
import type { Arguments } from './arguments.ts'
import { ask, type Component } from './doctor/component.ts'
import { docker } from './doctor/docker.ts'
import { machine } from './doctor/machine.ts'

/** Says what this machine has of what is needed: 0 all there, 3 otherwise. */
export async function run(call: Pick<Arguments, 'json'>): Promise<ExitCode> {
  const dataRoot = await ask('docker', 'info', '--format', '{{.DockerRootDir}}')
  const components = (await Promise.all([machine(dataRoot), docker()])).flat()
  console.log(call.json ? JSON.stringify(components, null, 2) : table(components))
  return components.every(({ ok }) => ok) ? 0 : 3
}

/** The components in columns; the way to get it stands beside what is missing. */
export function table(components: readonly Component[]): string {
  const head = ['component', 'needed', 'found', 'how to get it']
  const rows = components.map((c) => [c.component, c.needed, c.found, c.ok ? '' : c.get])
  const marks = ['', ...components.map(({ ok }) => (ok ? 'ok' : 'MISSING'))]
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  return [head, ...rows]
    .map((row, line) => [
      marks[line]?.padEnd(7),
      ...row.map((cell, column) => cell.padEnd(widths[column] ?? 0)),
    ])
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n')
}
