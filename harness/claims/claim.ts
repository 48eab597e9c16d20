import { relative } from 'node:path'
import type { Catalogue } from './catalogue.ts'

/** The ids of a list of catalogues, as a union of literals. */
export type ClaimIds<C extends readonly Catalogue[]> = {
  [K in keyof C]: keyof C[K]['claims'] & string
}[number]

/** Details of a vitest test: what reporters and fixtures read, and what `--tags-filter` filters by. */
export type ClaimDetails<Id extends string = string> = {
  meta: { claim: Id; source?: string }
  tags: string[]
  /** Probes wait more than they work: the tests of a file wait together, but for those that change something. */
  concurrent: boolean
}

/** A tag as vitest's config declares it; undeclared ones fail the run (`strictTags`). */
export type ClaimTag = { name: string; description: string }

const changes = 'changes'

/** A `claim(id)` typed by these catalogues; an id that none of them has fails `tsc`, and throws without it. */
export function createClaim<const C extends readonly Catalogue[]>(
  catalogues: C,
): (id: ClaimIds<C>) => ClaimDetails<ClaimIds<C>> {
  const known: readonly Catalogue[] = catalogues
  return (id) => {
    const found = known.find(({ claims }) => Object.hasOwn(claims, id))
    const spec = found?.claims[id]
    if (!found || !spec) throw new Error(`claim ${id}: expected in a catalogue, found in none`)
    const source = callerSource()
    const tags = [found.area, id, ...(spec.changes ? [changes] : [])]
    return { meta: { claim: id, ...(source && { source }) }, tags, concurrent: !spec.changes }
  }
}

/** Every tag that `claim` may give, for the runner's config: areas, ids, and `changes`. */
export function claimTags(catalogues: readonly Catalogue[]): ClaimTag[] {
  const tags = catalogues.flatMap(({ area, claims }) => [
    { name: area, description: `claims of ${area}` },
    ...Object.entries(claims).map(([id, { title }]) => ({ name: id, description: title })),
  ])
  return [
    ...tags,
    { name: changes, description: 'stops or changes something: runs alone on a stack that nobody reads' },
  ]
}

/** `file:line` of whoever called `claim`, relative to the working directory. */
function callerSource(): string | undefined {
  const [, , , frame] = (new Error('where').stack ?? '').split('\n')
  const place = /(?:\(|at )(?:file:\/\/)?([^()\s]+):(\d+):\d+\)?$/.exec(frame ?? '')
  return place?.[1] && `${relative(process.cwd(), place[1])}:${place[2]}`
}
