import { dirname } from 'node:path/posix'
import {
  copied,
  type Dockerfile,
  type Instruction,
  lineOf,
  type Stage,
  stageNamed,
} from '../../harness/folder/dockerfile.ts'
import { leftOutOf } from '../../harness/folder/dockerignore.ts'
import { buildPath, type Folder } from '../../harness/folder/folder.ts'
import { join } from '../../harness/folder/paths.ts'
import { servicesIn } from '../../harness/folder/services-in.ts'

/** A folder that is handed to a build, and which of its files are, by their names in it. */
export type Context = { folder: string; takes: (name: string) => boolean }

/** The contexts of the services that a Dockerfile builds; where none does, the folder that it stands in. */
export function contextsOf(folder: Folder, { file }: Dockerfile): Context[] {
  const { files } = folder
  const asked = servicesIn(folder).flatMap(({ application: { directory }, service: { build } }) => {
    const path = buildPath(directory, build)
    return path?.dockerfile === file ? [path.context] : []
  })
  if (asked.length > 0)
    return [...new Set(asked)].map((context) => {
      const out = leftOutOf(files, file, context)
      return { folder: context, takes: (name) => !out(name) }
    })
  // Somebody may build it from the root, with the file of the root.
  const beside = dirname(file)
  const [own, fromRoot] = [leftOutOf(files, file, beside), leftOutOf(files, file, '.')]
  return [{ folder: beside, takes: (name) => !own(name) && !fromRoot(join(beside, name)) }]
}

/** What the last stage is made of: an earlier one that it only copies from stays on the machine that builds. */
export function shipped(dockerfile: Dockerfile): Instruction[] {
  const last = dockerfile.stages.at(-1)
  return last === undefined ? [] : lineOf(dockerfile, last).flatMap(({ instructions }) => instructions)
}

/** Copies of a whole context that are in the image: its own, and those that it takes whole from another stage. */
export function wholeCopies(dockerfile: Dockerfile): Instruction[] {
  const own = shipped(dockerfile)
  const taken = [...foldersTaken(dockerfile, own)].flatMap(([stage, folders]) =>
    takenWhole(dockerfile, stage, folders),
  )
  return [...new Set([...own.filter(isWhole), ...taken])]
}

/** The folders that instructions copy from each stage. */
function foldersTaken(dockerfile: Dockerfile, instructions: Instruction[]): Map<Stage, Set<string>> {
  const found = new Map<Stage, Set<string>>()
  for (const one of instructions.filter(isCopy)) {
    const stage = one.from[0] === undefined ? undefined : stageNamed(dockerfile, one.from[0])
    if (stage === undefined) continue
    const folders = found.get(stage) ?? new Set()
    for (const path of copied(one).sources)
      if (path.startsWith('/') && !/[$*?[]/.test(path)) folders.add(join('', path))
    found.set(stage, folders)
  }
  return found
}

function takenWhole(dockerfile: Dockerfile, stage: Stage, folders: Set<string>): Instruction[] {
  const instructions = lineOf(dockerfile, stage)
    .toReversed()
    .flatMap((one) => one.instructions)
  const removed = instructions.some(({ text }) => text.includes('.env') && /\brm\b/.test(text))
  if (folders.size === 0 || removed) return []
  return placesOf(instructions).flatMap(({ one, to }) =>
    isWhole(one) && withAbove(to).some((folder) => folders.has(folder)) ? [one] : [],
  )
}

function withAbove(folder: string): string[] {
  const parts = folder.split('/')
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))]
}

/** Copies, and where each puts what it copies; those of which no line of the file says it are left out. */
function placesOf(instructions: Instruction[]): { one: Instruction; to: string }[] {
  let directory: string | undefined
  return instructions.flatMap((one) => {
    if (one.keyword === 'WORKDIR') directory = within(directory, one.text)
    const to = isCopy(one) ? within(directory, copied(one).to) : undefined
    return to === undefined ? [] : [{ one, to }]
  })
}

function within(directory: string | undefined, path: string): string | undefined {
  if (path.includes('$')) return undefined
  if (path.startsWith('/')) return join('', path)
  return directory === undefined ? undefined : join(directory, path)
}

function isCopy({ keyword }: Instruction): boolean {
  return keyword === 'COPY' || keyword === 'ADD'
}

function isWhole(one: Instruction): boolean {
  return isCopy(one) && one.from.length === 0 && copied(one).sources.some((source) => /^\.?\/?$/.test(source))
}
