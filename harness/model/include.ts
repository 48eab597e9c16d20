import { dirname, resolve } from 'node:path'
import { canonicalFile } from './canonical.ts'
import { parseEnvFile } from './env-file.ts'
import { resolveServices } from './extends.ts'
import { type Loading, loadFile, readSettings, refuse } from './load.ts'
import { dropResets, mergeNodes } from './merge.ts'
import { entriesOf, itemsOf, mapNode, type Node, nodeAt, textOf, withEntry } from './node.ts'

/** One application: files that are merged, the folder their paths start at, the includes on the way here. */
type Application = { files: readonly string[]; base: string; seenAt: string; above: readonly string[] }

/** More includes, one in the other or altogether, than anybody writes. */
const deepest = 30
const mostFiles = 300

/** Reads and merges the files of an application and of all it includes. */
export function loadApplication(loading: Loading, application: Application): Node {
  const trees = application.files.map((file) => loadOne(loading, file, application))
  return dropResets(trees.reduce((under, over) => mergeNodes(under, over)))
}

function loadOne(loading: Loading, path: string, { base, seenAt, above }: Application): Node {
  if (above.includes(path) || above.length > deepest || loading.opened.length > mostFiles) {
    refuse(loading, seenAt, `include: expected an end to what is included, found a circle at ${path}`)
    return mapNode(seenAt)
  }
  loading.opened.push(path)
  const { node } = loadFile(loading, path, seenAt)
  const services = entriesOf(node).get('services')
  const whole =
    services === undefined
      ? node
      : withEntry(node, 'services', resolveServices(loading, services, { file: path, base }))
  const own = canonicalFile(whole, base)
  const included = canonicalIncludes(node).map((item) =>
    loadIncluded(loading, item, { base, above: [...above, path] }),
  )
  return included.reduce((under, over) => joined(loading, under, over), withEntry(own, 'include', undefined))
}

function loadIncluded(
  loading: Loading,
  item: Node,
  { base, above }: Pick<Application, 'base' | 'above'>,
): Node {
  const written = textsOf(entriesOf(item).get('path') ?? item)
  for (const one of written.filter(isElsewhere))
    refuse(loading, item.at, `include: expected a file of this folder, found ${one}: nothing is fetched here`)
  const paths = written.filter((one) => !isElsewhere(one)).map((path) => resolve(base, path))
  const [first] = paths
  if (first === undefined) return mapNode(item.at)
  const directory = resolve(base, textOf(nodeAt(item, ['project_directory'])) ?? dirname(first))
  const more = textsOf(entriesOf(item).get('env_file')).map((path) =>
    envOf(loading, resolve(base, path), item.at),
  )
  const variables = { ...Object.assign({}, ...more), ...loading.variables }
  const own = more.length === 0 ? loading : { ...loading, variables, trees: new Map(), extended: new Map() }
  const node = loadApplication(own, { files: paths, base: directory, seenAt: item.at, above })
  return withEntry(withEntry(node, 'name', undefined), 'version', undefined)
}

/** Compose would fetch it: from a registry, or a repository. */
function isElsewhere(path: string): boolean {
  return /^(oci|https?|git|ssh):\/\/|^git@/.test(path)
}

function envOf(loading: Loading, path: string, at: string): Record<string, string> {
  return parseEnvFile(readSettings(loading, path, at), loading.variables)
}

// Compose refuses a name that an included file defines differently; the including file's stays here, and it is told.
function joined(loading: Loading, own: Node, included: Node): Node {
  return ['services', 'networks', 'volumes', 'secrets', 'configs'].reduce((seen, kind) => {
    const mine = entriesOf(seen).get(kind)
    const theirs = entriesOf(included).get(kind)
    if (theirs === undefined) return seen
    for (const [name, child] of entriesOf(theirs)) {
      if (kind === 'services' && entriesOf(mine).has(name)) {
        refuse(loading, child.at, `include: expected a new service, found ${name} defined in both files`)
      }
    }
    const entries = new Map([...entriesOf(theirs), ...entriesOf(mine)])
    return withEntry(seen, kind, { at: mine?.at ?? theirs.at, value: entries })
  }, own)
}

function canonicalIncludes(node: Node): Node[] {
  return itemsOf(entriesOf(node).get('include'))
}

function textsOf(node: Node | undefined): string[] {
  const one = textOf(node)
  return one === undefined ? itemsOf(node).flatMap((item) => textOf(item) ?? []) : [one]
}
