import { rm } from 'node:fs/promises'
import { attempt, command } from './command.ts'
import { requireEngine } from './engine.ts'
import { EnvironmentError } from './failure.ts'
import { type HeldRuns, heldRuns, unlockRun } from './lock.ts'
import { killOrphans } from './orphans.ts'
import { cacheFolder, runLabel, runOfImage, runOfProject } from './place.ts'
import { until } from './until.ts'

const projectLabel = 'com.docker.compose.project'
/** In the order of removal: containers hold all the others. */
const kinds = ['container', 'network', 'volume', 'image'] as const
export type Kind = (typeof kinds)[number]
export type Owned = { kind: Kind; id: string; run: string }

/** Which runs a sweep takes: those that died (`dead`), those raised by `up` too (`kept`), one run, or all. */
export type Scope = 'dead' | 'kept' | 'all' | { run: string }

/**
 * Removes what runs left behind, by label and nothing else: processes, containers, networks, volumes, images that
 * Compose built, folders.
 * Gives the ids of the runs it cleaned. Runs that end, or are swept by another, meanwhile are no error.
 * @throws EnvironmentError when no daemon answers, or something does not go.
 */
export async function sweep(scope: Scope): Promise<string[]> {
  // What is there first, who lives after: a run takes its lock before it makes anything.
  const left = await owned()
  const held = await heldRuns()
  const runs = new Set([...left.map(({ run }) => run), ...held.dead, ...held.kept, ...held.living])
  const taken = [...runs].filter((run) => isTaken(run, scope, held))
  const orphans = await killOrphans(taken)
  if (orphans > 0 || left.some(({ run }) => taken.includes(run))) await removeAll(taken)
  for (const run of taken) await forget(run)
  return taken
}

/** Everything on this daemon that runs of ours made, by label. */
export async function owned(): Promise<Owned[]> {
  const lists = Promise.all(kinds.map(list))
  return (await lists.catch((error: unknown) => requireEngine().then(() => Promise.reject(error)))).flat()
}

function isTaken(run: string, scope: Scope, held: HeldRuns): boolean {
  if (typeof scope === 'object') return run === scope.run
  if (scope === 'all') return true
  if (held.living.has(run)) return false
  return scope === 'kept' || !held.kept.has(run)
}

async function list(kind: Kind): Promise<Owned[]> {
  if (kind === 'image') return listImages()
  const all = kind === 'container' ? ['--all'] : []
  const id = kind === 'volume' ? '{{.Name}}' : '{{.ID}}'
  const format = `${id}\t{{.Label "${runLabel}"}}\t{{.Label "${projectLabel}"}}`
  const out = await command(['docker', kind, 'ls', ...all, '--format', format], { deadline: 30 })
  return out.split('\n').flatMap((line) => {
    const [thing = '', run = '', project = ''] = line.split('\t')
    const owner = run || runOfProject(project)
    return thing === '' || !owner ? [] : [{ kind, id: thing, run: owner }]
  })
}

/** An image has labels of those that it is built from as well: that of Compose counts with a name of Compose's own. */
async function listImages(): Promise<Owned[]> {
  const filter = ['--filter', `label=${projectLabel}`]
  const out = await command(['docker', 'image', 'ls', ...filter, '--format', '{{.Repository}}:{{.Tag}}'], {
    deadline: 30,
  })
  return out.split('\n').flatMap((id) => {
    const run = runOfImage(id.split(':')[0] ?? '')
    return run === undefined ? [] : [{ kind: 'image' as const, id, run }]
  })
}

const goneMs = 60_000

/** Until none is listed: the engine ends what a killed client had asked for, and two sweeps may meet. */
async function removeAll(runs: readonly string[]): Promise<void> {
  let said = ''
  const look = async () => {
    const left = (await owned()).filter(({ run }) => runs.includes(run))
    for (const kind of kinds) said = await remove(kind, left, said)
    return left
  }
  const done = (left: Owned[]) => left.length === 0
  await until({ what: 'nothing left', look, done, deadlineMs: goneMs }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new EnvironmentError(`sweep: ${why}\n${said}`, 'see who holds it with: docker inspect')
  })
}

/** Gives what Docker said last: one that is gone already is no failure, and the next look tells. */
async function remove(kind: Kind, left: readonly Owned[], said: string): Promise<string> {
  const ids = left.filter((one) => one.kind === kind).map(({ id }) => id)
  if (ids.length === 0) return said
  const how = kind === 'container' ? ['rm', '--force', '--volumes'] : ['rm']
  return (await attempt(['docker', kind, ...how, ...ids], { deadline: 90 })).stderr
}

/** Drops the folder and the lock of a run that has nothing on the daemon. */
export async function forget(run: string): Promise<void> {
  await rm(cacheFolder('runs', run), { recursive: true, force: true })
  await unlockRun(run)
}
