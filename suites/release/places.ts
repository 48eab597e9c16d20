import { basename, dirname, join } from 'node:path/posix'
import type { SyntaxNode } from 'unbash'
import { composePaths } from '../../harness/folder/compose-names.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, nodesOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import { entriesOf, textOf } from '../../harness/model/node.ts'

/** A command, and where a `cd` above it has led; undefined where the script begins, or behind a variable. */
export type Placed = { command: ShellCommand; place: string | undefined }

/** Folders that say nothing of whose stack lies there. */
const common =
  /^(srv|opt|app|apps|www|html|home|root|current|deploy|deployment|docker|compose|code|src|repo|project|projects|stack|server|prod|production|release|releases|data|tmp|workspace|~|\.*)$/i

/** The commands of a script in order, each with its place; what a subshell does to it ends with that. */
export function placedIn(script: Script): Placed[] {
  const placed = known.get(script) ?? walked(script)
  known.set(script, placed)
  return placed
}

const known = new WeakMap<Script, Placed[]>()

function walked(script: Script): Placed[] {
  const scopes = scopesOf(script)
  const open: { end: number; place: string | undefined }[] = []
  let place: string | undefined
  let next = 0
  return commandsOf(script).map((command) => {
    const { pos } = command.node
    for (let top = open.at(-1); top && top.end <= pos; top = open.at(-1)) place = open.pop()?.place
    for (let one = scopes[next]; one && one.pos <= pos; one = scopes[++next]) {
      if (one.end <= pos) continue
      open.push({ end: one.end, place })
      // Where a function is called from is not told where it is written.
      if (one.type === 'Function') place = undefined
    }
    const placed = { command, place }
    if (/^(cd|pushd|popd)$/.test(command.name)) place = ledTo(place, command)
    return placed
  })
}

/** What a `cd` does not lead out of, the outer before the inner. */
function scopesOf(script: Script): SyntaxNode[] {
  const scopes = [
    ...nodesOf(script, 'Script').filter((one) => one !== script.tree),
    ...nodesOf(script, 'Subshell'),
    ...nodesOf(script, 'Function'),
  ]
  return scopes.toSorted((a, b) => a.pos - b.pos)
}

function ledTo(from: string | undefined, { name, words }: ShellCommand): string | undefined {
  const target = words.slice(1).find((word) => !word.startsWith('-'))
  const written = target?.replace(/^\$(HOME\b|\{HOME\})/, '~')
  if (name === 'popd' || written === undefined || /[$`*]/.test(written)) return undefined
  const whole = /^[/~]/.test(written) || from === undefined ? written : join(from, written)
  if (whole.length > 200) return undefined
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole
}

/** Which places are this folder's own, on whatever machine. */
export type Places = {
  /** Whether what is done there surely is done to this folder: its services are named or its sources fetched there. */
  isHome: (script: Script, place: string | undefined) => boolean
  /** Whether the place has a name of its own, and nothing says that it is this folder's. */
  isElsewhere: (script: Script, place: string | undefined) => boolean
}

/** `isOurs`: whether a command names something that only this folder has. */
export function placesOf(folder: Folder, isOurs: (command: ShellCommand) => boolean): Places {
  const homes = new Set(
    folder.scripts.flatMap((script) =>
      placedIn(script).flatMap(({ command, place }) =>
        isOurs(command) || fetches(command) ? [keyOf(script, place)] : [],
      ),
    ),
  )
  const names = ownNames(folder)
  const isHome = (script: Script, place: string | undefined) => homes.has(keyOf(script, place))
  return {
    isHome,
    isElsewhere: (script, place) =>
      place !== undefined &&
      !common.test(basename(place)) &&
      !names.has(basename(place)) &&
      !isHome(script, place),
  }
}

/** Only a place that is told from the root or the home is the same in two scripts. */
function keyOf({ name }: Script, place: string | undefined): string {
  return place !== undefined && /^[/~]/.test(place) ? place : `${name}: ${place ?? ''}`
}

function fetches({ words }: ShellCommand): boolean {
  return words[0] === 'git' && /^(pull|fetch|reset|checkout|clone)$/.test(words[1] ?? '')
}

/** Folders that it has, and what its Compose files call the project. */
function ownNames({ files }: Folder): Set<string> {
  const folders = files.list.flatMap(({ path }) => dirname(path).split('/'))
  const projects = composePaths(files).flatMap(
    (path) => textOf(entriesOf(files.yaml(path).node).get('name')) ?? [],
  )
  return new Set([...folders, ...projects])
}
