import { basename, dirname, resolve } from 'node:path'
import type { ComposeModel } from './compose.ts'
import { parseEnvFile } from './env-file.ts'
import { finishApplication } from './finish.ts'
import { loadApplication } from './include.ts'
import type { UnknownVariable } from './interpolate.ts'
import { type Loading, readInside } from './load.ts'
import { entriesOf, type Problem, placeOf, textOf } from './node.ts'
import type { Yaml } from './parse.ts'
import { shapeModel } from './shape.ts'

export type ReadOptions = {
  /** The config's folder, absolute: places are told from here, and no file outside it is opened. */
  root: string
  /** Compose files, merged in this order; relative to `root`. */
  files: readonly string[]
  /** Env files, a later one winning; relative to `root`. */
  envFiles?: readonly string[]
  /** Win over the env files. The process' own environment is never looked at. */
  variables?: Readonly<Record<string, string>>
  /** Reads in place of the disk, by paths relative to `root`. */
  text?: (path: string) => string | undefined
  /** Gives a file of this text that was parsed before, by its path relative to `root`. */
  yaml?: (text: string, path: string) => Yaml
}

export type StaticRead = {
  compose: ComposeModel
  /** What was not understood or not followed; the model is the rest. */
  problems: Problem[]
  /** Variables that were read without a default and that nobody set. */
  unknown: UnknownVariable[]
  /** `file:line` of a node, or of its nearest parent. */
  locate: (...path: string[]) => string
}

/**
 * Reads Compose files as `docker compose --profile '*' config` would, without Docker, without running anything,
 * and without stopping at what is wrong. Variables that nobody set stay as `${NAME}`.
 */
export function readCompose({
  root,
  files,
  envFiles = [],
  variables = {},
  text: read,
  yaml,
}: ReadOptions): StaticRead {
  const loading: Loading = {
    root: resolve(root),
    ...(read && { text: read }),
    ...(yaml && { yaml }),
    variables: { ...variables },
    opened: [],
    trees: new Map(),
    extended: new Map(),
    problems: [],
    unknown: [],
  }
  for (const file of envFiles) {
    const text = readInside(loading, resolve(root, file), `${file}:1`) ?? ''
    loading.variables = { ...loading.variables, ...parseEnvFile(text, variables), ...variables }
  }
  const paths = files.map((file) => resolve(root, file))
  const base = dirname(paths[0] ?? resolve(root, 'compose.yaml'))
  const merged = loadApplication(loading, { files: paths, base, seenAt: `${files[0] ?? root}:1`, above: [] })
  const written = textOf(entriesOf(merged).get('name'))
  const name = loading.variables.COMPOSE_PROJECT_NAME ?? written ?? basename(base).toLowerCase()
  const { compose, tree, problems } = shapeModel(finishApplication(loading, merged, name))
  return {
    compose,
    problems: [...loading.problems, ...problems],
    unknown: loading.unknown,
    locate: (...path) => placeOf(tree, path),
  }
}
