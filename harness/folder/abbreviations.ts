import type {
  Assignment,
  Command,
  CommandArgument,
  Function as ShellFunction,
  SyntaxNode,
  Word,
} from 'unbash'

/** What a script has a short name for: texts that a variable holds all the time, and functions of one command. */
export type Abbreviations = {
  variables: ReadonlyMap<string, readonly string[]>
  functions: ReadonlyMap<string, Command>
}

const declaring = /^(export|readonly|local|declare|typeset)$/
const wholeVariable = /^\$(?:\{(\w+)(?:\[[@*]\])?\}|(\w+))$/
/** One name within another within another: more than that nobody writes. */
const deepest = 4

export function abbreviationsIn(nodes: readonly SyntaxNode[]): Abbreviations {
  const assigned = Map.groupBy(nodes.flatMap(assignmentsIn), ({ name }) => name)
  const changed = new Set(nodes.flatMap(changedIn))
  const variables = [...assigned].flatMap(([name, all]): [string, string[]][] => {
    const value = changed.has(name) ? undefined : heldText(all)
    return value === undefined ? [] : [[name, value]]
  })
  const functions = nodes.flatMap((node): [string, Command][] => {
    const only = node.type === 'Function' ? onlyCommandOf(node) : undefined
    return node.type === 'Function' && only !== undefined ? [[node.name.value, only]] : []
  })
  return { variables: new Map(variables), functions: new Map(functions) }
}

/**
 * The words of a command with every name spelled out: `$DC up`, `"${DC[@]}" up` and `dc up` are `docker compose up`.
 * A function that hands nothing on is spelled out where `inFunctions` asks for it.
 */
export function spellOut(
  words: readonly CommandArgument[],
  known: Abbreviations,
  inFunctions = false,
  depth = 0,
): string[] {
  const spelled = words.flatMap((word) => wordsOf(word, known))
  const [first = '', ...rest] = spelled
  const body = depth < deepest ? known.functions.get(first) : undefined
  if (body === undefined) return spelled
  const inner = spellOut([body.name ?? [], body.args].flat(), known, inFunctions, depth + 1)
  const hands = inner.some(isRest)
  if (hands) return inner.flatMap((word) => (isRest(word) ? rest : [word]))
  return inFunctions && rest.length === 0 ? inner : spelled
}

function wordsOf(word: CommandArgument, { variables }: Abbreviations): string[] {
  if (word.type !== 'Word') return [word.text]
  if (/^['\\]/.test(word.text)) return [word.value]
  const spell = (value: string, depth: number): string[] => {
    const [, braced, plain] = wholeVariable.exec(value) ?? []
    const held = depth < deepest ? variables.get(braced ?? plain ?? '') : undefined
    return held === undefined ? [value] : held.flatMap((one) => spell(one, depth + 1))
  }
  const spelled = spell(word.value, 0)
  const isQuoted = word.text.startsWith('"') && !word.text.includes('[@]')
  return isQuoted && spelled.length > 1 ? [spelled.join(' ')] : spelled
}

function isRest(word: string): boolean {
  return word === '$@' || word === '$*'
}

/** Those that stay: what stands before a command holds for that command alone. */
function assignmentsIn(node: SyntaxNode): Assignment[] {
  if (node.type !== 'Command') return []
  const named = node.name?.value
  const own = named === undefined ? node.prefix : declaring.test(named) ? node.suffix : []
  return own.filter((one) => one.type === 'Assignment')
}

function changedIn(node: SyntaxNode): string[] {
  if (node.type === 'For' || node.type === 'Select') return [node.name.value]
  if (node.type === 'Assignment') return node.append || node.index ? [node.name] : []
  if (node.type !== 'Command' || !/^(read|mapfile|readarray|getopts|unset)$/.test(node.name?.value ?? ''))
    return []
  return node.args.map(({ text }) => text)
}

/** What a variable holds: one value wherever it is set, or Compose in either of its two spellings. */
function heldText(all: readonly Assignment[]): string[] | undefined {
  const values = all.map(({ value }) => heldBy(value)).filter((one) => one?.length !== 0)
  const [first] = values
  if (first === undefined || values.includes(undefined)) return undefined
  const same = values.every((one) => one?.join(' ') === first.join(' '))
  const isCompose = values.every((one) => /^(sudo )?docker(-| )compose\b/.test(one?.join(' ') ?? ''))
  return same || isCompose ? first : undefined
}

/** Its words; undefined for what only running it would tell. A command line may have such parts, a mere text may not. */
function heldBy(value: Assignment['value']): string[] | undefined {
  if (value.type === 'ArrayValue') return value.elements.map((one: Word) => one.value)
  if (/\$\(|`/.test(value.value)) return undefined
  const words = value.value.match(/(?:\$\{[^}]*\}|\S)+/g) ?? []
  return words.length === 1 && value.value.includes('$') ? undefined : words
}

function onlyCommandOf({ body }: ShellFunction): Command | undefined {
  const list = body.type === 'BraceGroup' || body.type === 'Subshell' ? body.body : undefined
  const [only, ...more] = list?.commands ?? []
  const command = only?.type === 'Statement' ? only.command : undefined
  return more.length === 0 && command?.type === 'Command' ? command : undefined
}
