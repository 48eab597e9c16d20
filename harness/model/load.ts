import { readFileSync, realpathSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { interpolate, type UnknownVariable } from './interpolate.ts'
import { mapNode, mapScalars, type Node, type Problem } from './node.ts'
import { parseYaml, type Yaml } from './parse.ts'

/** What reading one application carries along. */
export type Loading = {
  /** Absolute; nothing outside it is opened. */
  root: string
  /** Reads in place of the disk, by paths relative to the root. */
  text?: (path: string) => string | undefined
  /** Gives a file of this text that was parsed before. */
  yaml?: (text: string, path: string) => Yaml
  variables: Record<string, string>
  /** Files in the order in which they were included, each as often as it was. */
  opened: string[]
  /** Files as they were read: with these variables, so other variables come with other maps. */
  trees: Map<string, Node>
  /** Services with what they extend, by the folder their paths start at, file and name. */
  extended: Map<string, Node>
  problems: Problem[]
  unknown: UnknownVariable[]
}

/** A file's tree, interpolated, and the folder its paths start at; empty, with a problem, when it cannot be had. */
export function loadFile(loading: Loading, path: string, seenAt: string): { node: Node; directory: string } {
  const name = relative(loading.root, path)
  const known = loading.trees.get(path)
  if (known) return { node: known, directory: dirname(path) }
  const text = readInside(loading, path, seenAt)
  if (text === undefined) return { node: mapNode(`${name}:1`), directory: dirname(path) }
  const { node, problems } = (loading.yaml ?? parseYaml)(text, name)
  loading.problems.push(...problems)
  const whole = mapScalars(node, (value, at) =>
    typeof value === 'string' ? expand(loading, value, at) : value,
  )
  loading.trees.set(path, whole)
  return { node: whole, directory: dirname(path) }
}

/** The text of a file inside the root; undefined, with a problem, for anything else. Links are followed first. */
export function readInside(loading: Loading, path: string, seenAt: string): string | undefined {
  try {
    if (path.includes('$'))
      return refuse(loading, seenAt, `expected a path, found ${path}: a variable in it is not set`)
    if (loading.text)
      return (
        loading.text(below(loading, path)) ??
        refuse(loading, seenAt, `expected a readable file at ${below(loading, path)}, found none`)
      )
    const real = realpathSync(path)
    const root = realpathSync(loading.root)
    if (real === root || real.startsWith(root + sep)) return readFileSync(real, 'utf8')
    return refuse(loading, seenAt, `expected a file inside ${root}, found ${real}: it is not followed`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse(loading, seenAt, `expected a readable file at ${resolve(path)}, found: ${why}`)
  }
}

function below({ root }: Loading, path: string): string {
  return relative(root, path).replaceAll(sep, '/')
}

/** The same of settings that a folder need not ship: empty where they are not there. */
export function readSettings(loading: Loading, path: string, seenAt: string): string {
  const text = loading.text ? loading.text(below(loading, path)) : readInside(loading, path, seenAt)
  return text ?? ''
}

/** Records a problem at `file:line`. */
export function refuse(loading: Loading, at: string, message: string): undefined {
  const [, file = at, line = '1'] = /^(.*):(\d+)$/.exec(at) ?? []
  loading.problems.push({ file, line: Number(line), message })
}

function expand(loading: Loading, value: string, at: string): string {
  try {
    return interpolate(value, loading.variables, (found) => loading.unknown.push({ ...found, at }))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    refuse(loading, at, error.message)
    return value
  }
}
