import { type Command, forEachChild, type ParsedScript, type Pipeline, parse, type SyntaxNode } from 'unbash'
import { type Abbreviations, abbreviationsIn, spellOut } from './abbreviations.ts'

/** Shell text wherever it stands: a file, a step of a workflow, a line of a crontab. */
export type Script = {
  /** What to call it: the file, and the step or the line within. */
  name: string
  file: string
  /** Line of the file on which its text starts. */
  line: number
  text: string
  /** `inner`: handed to a shell by another command, or by a container's own. */
  kind: 'file' | 'step' | 'remote' | 'crontab' | 'inner'
  /** Options that its shell was started with, e.g. `-eo pipefail`. */
  options: string
  tree: ParsedScript
}

/**
 * A simple command: its words without quotes, and where it stands. What the script abbreviates is spelled out; any other
 * expansion stays as written.
 */
export type ShellCommand = {
  name: string
  words: string[]
  at: string
  /** Files that its output goes to, `/dev/null` and `&1` among them. */
  outputs: string[]
  node: Command
}

/** What was written before its text is parsed. */
export type ScriptSource = Omit<Script, 'tree' | 'options'> & { options?: string }

export function parseScript(source: ScriptSource): Script {
  const shebang =
    source.kind === 'file' ? (/^#!\s*\S+(?:\s+(?:\S*sh))?\s*(.*)/.exec(source.text)?.[1] ?? '') : ''
  const tree = parse(isDeep(source.text) ? '' : source.text)
  return { ...source, options: source.options ?? shebang, tree }
}

/** Nothing that a person writes: to read it could take for ever. */
function isDeep(text: string): boolean {
  let [depth, most] = [0, 0]
  for (const [piece] of text.matchAll(/\$\(|`|\(|\)/g)) {
    depth += piece === ')' ? -1 : piece === '`' ? 0 : 1
    most = Math.max(most, depth)
  }
  return most > 60 || (text.match(/`/g)?.length ?? 0) > 2000
}

/** Every simple command, in order, those of functions and substitutions too. */
export function commandsOf(script: Script): ShellCommand[] {
  const known =
    commands.get(script) ??
    nodesOf(script, 'Command')
      .toSorted((one, other) => one.pos - other.pos)
      .map((node) => commandOf(script, node))
  commands.set(script, known)
  return known
}

/** Many rules read the same script. */
const commands = new WeakMap<Script, ShellCommand[]>()
const nodes = new WeakMap<Script, SyntaxNode[]>()
const starts = new WeakMap<Script, number[]>()
const abbreviations = new WeakMap<Script, Abbreviations>()

/** The pipelines, each with its simple commands in order; a function of one command is that command. */
export function pipesOf(script: Script): { at: string; commands: ShellCommand[] }[] {
  return nodesOf(script, 'Pipeline').map((pipe: Pipeline) => ({
    at: placeOf(script, pipe.pos),
    commands: pipe.commands.flatMap((one) => (one.type === 'Command' ? [commandOf(script, one, true)] : [])),
  }))
}

/** What is tried before each `||`, joined by `&&`, and what is done instead: their simple commands. */
export function alternativesOf(
  script: Script,
): { at: string; tried: ShellCommand[]; otherwise: ShellCommand[] }[] {
  return nodesOf(script, 'AndOr').flatMap(({ commands, operators }) =>
    operators.flatMap((operator, index) => {
      const chain = commands.slice(operators.slice(0, index).lastIndexOf('||') + 1, index + 1)
      const [first, otherwise] = [chain[0], commands[index + 1]]
      if (operator !== '||' || first === undefined || otherwise === undefined) return []
      return [
        {
          at: placeOf(script, first.pos),
          tried: chain.flatMap((one) => commandsBelow(script, one)),
          otherwise: commandsBelow(script, otherwise),
        },
      ]
    }),
  )
}

/** The simple commands of a part of a script, in order. */
export function commandsBelow(script: Script, { pos, end }: SyntaxNode): ShellCommand[] {
  const all = commandsOf(script)
  const before = (place: number) => countBefore(place, all.length, (at) => all[at]?.node.pos ?? 0)
  return all.slice(before(pos), before(end))
}

/** Whether the option is on somewhere in the script: where exactly would take running it. */
export function setsOption(script: Script, option: 'errexit' | 'pipefail'): boolean {
  const letter = option === 'errexit' ? /(^|\s)-[a-zA-Z]*e/ : /(?!)/
  const whole = (text: string) => letter.test(text) || new RegExp(`-[a-zA-Z]*o\\s+${option}\\b`).test(text)
  return (
    whole(script.options) ||
    commandsOf(script).some(({ name, words }) => name === 'set' && whole(words.slice(1).join(' ')))
  )
}

export function placeOf(script: Script, pos: number): string {
  const known = starts.get(script) ?? lineStarts(script.text)
  starts.set(script, known)
  const lines = countBefore(pos + 1, known.length, (at) => known[at] ?? 0)
  return `${script.file}:${script.line + lines - 1}`
}

/** How many of an ascending list are below a limit. */
function countBefore(limit: number, length: number, valueAt: (at: number) => number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (valueAt(middle) < limit) low = middle + 1
    else high = middle
  }
  return low
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

function commandOf(script: Script, node: Command, inFunctions = false): ShellCommand {
  const known = abbreviations.get(script) ?? abbreviationsIn(everyNodeOf(script))
  abbreviations.set(script, known)
  const words = spellOut([node.name ?? [], node.args].flat(), known, inFunctions)
  const outputs = node.redirects.flatMap((one) =>
    one.type === 'Redirect' && one.operator.includes('>') && one.target ? spellOut([one.target], known) : [],
  )
  return { name: words[0] ?? '', words, at: placeOf(script, node.pos), outputs, node }
}

/** Its nodes of one type, in the order of a walk; those of substitutions too. */
export function nodesOf<T extends SyntaxNode['type']>(
  script: Script,
  type: T,
): Extract<SyntaxNode, { type: T }>[] {
  return everyNodeOf(script).filter((node): node is Extract<SyntaxNode, { type: T }> => node.type === type)
}

function everyNodeOf(script: Script): SyntaxNode[] {
  const known = nodes.get(script) ?? everyNode(script.tree)
  nodes.set(script, known)
  return known
}

function everyNode(tree: ParsedScript): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const visit = (node: SyntaxNode): void => {
    found.push(node)
    forEachChild(node, visit)
  }
  visit(tree)
  return found
}
