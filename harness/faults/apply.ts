import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ComposeModel } from '../model/compose.ts'
import { command, lastLines } from '../stack/command.ts'
import { type ComposeProject, compose, composeUp } from '../stack/compose.ts'
import { EnvironmentError } from '../stack/failure.ts'
import { type Change, changeBetween } from './change.ts'

export type Applying = {
  project: ComposeProject
  from: ComposeModel
  to: ComposeModel
  /** Where the applied copy of the model is written. */
  folder: string
  /** Containers of the harness that stand on the stack's networks and must come back to a recreated one. */
  attached: readonly string[]
}

/**
 * Brings the running stack from one model to another: only what changed is recreated.
 * An unhealthy service is an answer here (that may be the fault); one that cannot be created is an error.
 */
export async function apply(applying: Applying): Promise<Change> {
  const change = changeBetween(applying.from, applying.to)
  const project = await writeModel(applying)
  const guests = await clearNetworks(applying, change)
  const running = change.services.filter((service) => !isOneShot(applying.to, service))
  if (running.length > 0) await recreate(project, running)
  for (const guest of guests) await connect(guest)
  return change
}

async function writeModel(applying: Applying): Promise<ComposeProject> {
  const file = join(applying.folder, 'applied.json')
  await writeFile(file, JSON.stringify(applying.to))
  return { ...applying.project, files: [file] }
}

async function recreate(project: ComposeProject, services: string[]): Promise<void> {
  const up = await composeUp(project, 20, ['--no-deps', ...services])
  const all = await compose(project, ['ps', '--all', '--services', ...services])
  const made = new Set(all.stdout.split('\n'))
  const missing = services.filter((service) => !made.has(service))
  if (missing.length === 0) return
  throw new EnvironmentError(
    `${missing.join(', ')}: expected a container after the change, found none\n${lastLines(up.stderr, 10)}`,
    'the change cannot be applied on this engine',
  )
}

type Guest = { network: string; container: string }

// A network cannot be changed in place: it goes with all that is on it, and comes back with the services.
async function clearNetworks(applying: Applying, change: Change): Promise<Guest[]> {
  if (change.networks.length === 0) return []
  await compose(applying.project, ['rm', '--stop', '--force', ...change.services])
  const guests: Guest[] = []
  for (const key of change.networks) {
    const network = `${applying.project.project}_${key}`
    guests.push(...(await disconnect(network, applying.attached)))
    await command(['docker', 'network', 'rm', network], { deadline: 30 })
  }
  return guests
}

async function disconnect(network: string, attached: readonly string[]): Promise<Guest[]> {
  const format = '{{range $id, $c := .Containers}}{{$id}} {{end}}'
  const out = await command(['docker', 'network', 'inspect', '--format', format, network])
  const present = out.split(' ').filter((id) => attached.includes(id))
  for (const container of present) await command(['docker', 'network', 'disconnect', network, container])
  return present.map((container) => ({ network, container }))
}

async function connect(guest: Guest): Promise<void> {
  await command(['docker', 'network', 'connect', guest.network, guest.container])
}

function isOneShot(model: ComposeModel, service: string): boolean {
  return model.services[service]?.restart === 'no'
}
