import { type Command, forEachChild, type ParsedScript, type Pipeline, parse, type SyntaxNode } from 'unbash'

/** Shell text wherever it stands: a file, a step of a workflow, a line of a crontab. */
export type Script = {
  /** What to call it: the file, and the step or the line within. */
  name: string
  file: string
  /** Line of the file on which its text starts. */
  line: number
  text: string
  kind: 'file' | 'step' | 'remote' | 'crontab'
  /** Options that its shell was started with, e.g. `-eo pipefail`. */
  options: string
  tree: ParsedScript
}

/** A simple command: its words without quotes (an expansion stays as written), and where it stands. */
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
  return { ...source, options: source.options ?? shebang, tree: parse(source.text) }
}

/** Every simple command, in order, those of functions and substitutions too. */
export function commandsOf(script: Script): ShellCommand[] {
  return nodesOf(script, 'Command').map((node) => commandOf(script, node))
}

/** The pipelines, each with its simple commands in order. */
export function pipesOf(script: Script): { at: string; commands: ShellCommand[] }[] {
  return nodesOf(script, 'Pipeline').map((pipe: Pipeline) => ({
    at: placeOf(script, pipe.pos),
    commands: pipe.commands.flatMap((one) => (one.type === 'Command' ? [commandOf(script, one)] : [])),
  }))
}

/** What is tried before each `||`, and what is done instead: their simple commands. */
export function alternativesOf(
  script: Script,
): { at: string; tried: ShellCommand[]; otherwise: ShellCommand[] }[] {
  return nodesOf(script, 'AndOr').flatMap(({ commands, operators }) =>
    operators.flatMap((operator, index) => {
      const [tried, otherwise] = [commands[index], commands[index + 1]]
      if (operator !== '||' || tried === undefined || otherwise === undefined) return []
      return [
        {
          at: placeOf(script, tried.pos),
          tried: within(script, tried),
          otherwise: within(script, otherwise),
        },
      ]
    }),
  )
}

function within(script: Script, node: SyntaxNode): ShellCommand[] {
  return commandsOf(script).filter((one) => one.node.pos >= node.pos && one.node.end <= node.end)
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

/** The command that a line runs in the end: what stands behind `sudo`, `env`, `time`, `nice` and the like. */
export function bareWords(words: readonly string[]): string[] {
  const [first = '', ...rest] = words
  if (!/^(sudo|env|time|nice|ionice|nohup|command|exec|timeout|flock)$/.test(first)) return [...words]
  const skip = rest.findIndex((word) => !/^-|^\w+=|^\d+[smhd]?$|^\/.*\.lock$/.test(word))
  return skip < 0 ? [] : bareWords(rest.slice(skip))
}

export function placeOf({ file, line, text }: Script, pos: number): string {
  return `${file}:${line + text.slice(0, pos).split('\n').length - 1}`
}

function commandOf(script: Script, node: Command): ShellCommand {
  const words = [node.name, ...node.args].flatMap((one) =>
    one === undefined ? [] : [one.type === 'Word' ? one.value : one.text],
  )
  const outputs = node.redirects.flatMap((one) =>
    one.type === 'Redirect' && one.operator.includes('>') ? [one.target?.value ?? ''] : [],
  )
  return { name: words[0] ?? '', words, at: placeOf(script, node.pos), outputs, node }
}

function nodesOf<T extends SyntaxNode['type']>(
  { tree }: Script,
  type: T,
): Extract<SyntaxNode, { type: T }>[] {
  const found: Extract<SyntaxNode, { type: T }>[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === type) found.push(node as Extract<SyntaxNode, { type: T }>)
    forEachChild(node, visit)
  }
  visit(tree)
  return found
}
