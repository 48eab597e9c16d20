import { rm } from 'node:fs/promises'
import { command } from './command.ts'
import { heldRuns, unlockRun } from './lock.ts'
import { cacheFolder, runLabel, runOfProject } from './place.ts'

const projectLabel = 'com.docker.compose.project'
const kinds = ['container', 'volume', 'network'] as const
type Kind = (typeof kinds)[number]
type Owned = { kind: Kind; id: string; run: string }

/** Which runs a sweep takes: those that died (`dead`), those raised by `up` too (`kept`), one run, or all. */
export type Scope = 'dead' | 'kept' | 'all' | { run: string }

/** Removes what runs left behind, by label and nothing else; gives the ids of the runs it cleaned. */
export async function sweep(scope: Scope): Promise<string[]> {
  const owned = (await Promise.all(kinds.map(list))).flat()
  const held = await heldRuns()
  const takes = (run: string) => {
    if (typeof scope === 'object') return run === scope.run
    if (scope === 'all') return true
    if (held.living.has(run)) return false
    return scope === 'kept' ? held.kept.has(run) : !held.kept.has(run)
  }
  const taken = owned.filter((thing) => takes(thing.run))
  for (const kind of ['container', 'network', 'volume'] as const) {
    await remove(
      kind,
      taken.filter((thing) => thing.kind === kind).map((thing) => thing.id),
    )
  }
  const runs = new Set([...taken.map((thing) => thing.run), ...(scope === 'kept' ? held.kept : [])])
  for (const run of runs) await forget(run)
  return [...runs]
}

/** Everything on this daemon that a run of ours made, by label. */
export async function list(kind: Kind): Promise<Owned[]> {
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

async function remove(kind: Kind, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const how = kind === 'container' ? ['rm', '--force', '--volumes'] : ['rm']
  await command(['docker', kind, ...how, ...ids], { deadline: 90 })
}

async function forget(run: string): Promise<void> {
  await unlockRun(run)
  await rm(cacheFolder('runs', run), { recursive: true, force: true })
}
