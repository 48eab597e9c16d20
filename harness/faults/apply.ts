import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ComposeModel } from '../model/compose.ts'
import { factsOf } from '../probes/container-facts.ts'
import { inspectProject } from '../probes/inspect.ts'
import { command, lastLines } from '../stack/command.ts'
import { type ComposeProject, compose } from '../stack/compose.ts'
import { EnvironmentError } from '../stack/failure.ts'
import { connectGuest, disconnectGuests, type GuestLink } from '../stack/guest-links.ts'
import { dropUnused, namelessVolumes } from '../stack/nameless.ts'
import { type Change, changeBetween } from './change.ts'
import { isOneShot, settle } from './settle.ts'

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
 * Brings the running stack from one model to another and waits until it has settled: only what changed is recreated,
 * one-shots last.
 * An unhealthy service is an answer here (that may be the fault); one that cannot be created is an error.
 */
export async function apply(applying: Applying): Promise<Change> {
  const since = Date.now()
  const change = changeBetween(applying.from, applying.to)
  const project = await writeModel(applying)
  const nameless = await namelessVolumes(project.project)
  const guests = await clearNetworks(applying, change)
  const again = oneShotsAgain(applying.to, change)
  await recreate(
    project,
    change.services.filter((service) => !isOneShot(applying.to, service)),
  )
  // What a one-shot works on must be up: it tries once, and its exit code stays.
  if (again.length > 0) await settle({ project, model: applying.to, since, but: again })
  await recreate(project, again)
  for (const guest of guests) await connectGuest(guest)
  await settle({ project, model: applying.to, since })
  await dropUnused(nameless)
  return change
}

async function writeModel(applying: Applying): Promise<ComposeProject> {
  const file = join(applying.folder, 'applied.json')
  await writeFile(file, JSON.stringify(applying.to))
  return { ...applying.project, files: [file] }
}

// A one-shot runs again when it is another one, or when what it works on was made anew.
function oneShotsAgain(model: ComposeModel, change: Change): string[] {
  const isTouched = (service: string) =>
    change.services.includes(service) ||
    Object.keys(model.services[service]?.depends_on ?? {}).some((other) => change.services.includes(other))
  return Object.keys(model.services).filter((service) => isOneShot(model, service) && isTouched(service))
}

async function recreate(project: ComposeProject, services: string[]): Promise<void> {
  if (services.length === 0) return
  // Compose would mount what stood there before, where an image declares a volume and the model has none any more.
  const how = ['--detach', '--no-deps', '--renew-anon-volumes']
  const up = await compose(project, ['up', ...how, ...services], 90)
  const made = new Set((await inspectProject(project.project)).map((one) => factsOf(one).service))
  const missing = services.filter((service) => !made.has(service))
  if (missing.length === 0) return
  throw new EnvironmentError(
    `${missing.join(', ')}: expected a container after the change, found none\n${lastLines(up.stderr, 10)}`,
    'the change cannot be applied on this engine',
  )
}

// A network cannot be changed in place: it goes with all that is on it, and comes back with the services.
async function clearNetworks(applying: Applying, change: Change): Promise<GuestLink[]> {
  const own = change.networks.filter((key) => applying.from.networks[key]?.external !== true)
  const standing = own.filter((key) => key in applying.from.networks)
  if (standing.length === 0) return []
  await compose(applying.project, ['rm', '--stop', '--force', ...change.services])
  const guests: GuestLink[] = []
  for (const key of standing) {
    const network = applying.from.networks[key]?.name ?? `${applying.project.project}_${key}`
    guests.push(...(await disconnectGuests(network, applying.attached)))
    await command(['docker', 'network', 'rm', network], { deadline: 30 })
  }
  return guests
}
