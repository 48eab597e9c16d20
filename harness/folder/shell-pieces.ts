import type { SyntaxNode } from 'unbash'
import { innerOf } from './inner-scripts.ts'
import { commandsOf, nodesOf, parseScript, pipesOf, type Script, type ShellCommand } from './shell.ts'

/** Commands that run together: those of a script, or of a text that it writes down for another time. */
export type Piece = { file: string; commands: PieceCommand[]; isLater: boolean }
export type PieceCommand = {
  words: string[]
  /** Within a `while` or `until`. */
  repeats: boolean
  /** Run by certbot after a renewal, and at no other time. */
  isHook: boolean
  /** Where its `case` begins: of two of them only one is taken. */
  branch: number
}

type Around = Pick<PieceCommand, 'repeats' | 'isHook' | 'branch'> & { depth: number }

const deepest = 4
const hook = /^--(deploy|post|pre|renew)-hook$/
const joinedHook = /^--(?:deploy|post|pre|renew)-hook=/
const saysText = /^(echo|printf)$/

/** The commands of a script and of the texts within them, comments and mere words to the reader left out. */
export function piecesOf(
  script: Script,
  around: Around = { depth: 0, repeats: false, isHook: false, branch: -1 },
): Piece[] {
  const loops = nodesOf(script, 'While')
  const cases = nodesOf(script, 'CaseItem')
  const piped = new Set(pipesOf(script).flatMap(({ commands }) => commands.slice(0, -1).map(({ at }) => at)))
  const later: Piece[] = []
  const commands = commandsOf(script).flatMap((command): PieceCommand[] => {
    const { node, words } = command
    const holds = ({ pos, end }: SyntaxNode) => pos <= node.pos && node.end <= end
    const repeats = around.repeats || loops.some(holds)
    const branch = cases.findLast(holds)?.pos ?? around.branch
    const here = { depth: around.depth + 1, repeats, isHook: around.isHook, branch }
    const inner = innerOf(script, command)
    const written = writtenDown(command, { isPiped: piped.has(command.at), isRun: inner !== undefined })
    later.push(...written.flatMap((text) => piecesIn(script, text, here)).map(asLater))
    if (saysText.test(command.name)) return []
    const hooked = hooksIn(words).flatMap((text) => piecesIn(script, text, { ...here, isHook: true }))
    const within = [...hooked, ...(inner && here.depth <= deepest ? piecesOf(inner, here) : [])]
    later.push(...within.filter(({ isLater }) => isLater))
    const nested = within.flatMap((one) => (one.isLater ? [] : one.commands))
    return [{ words: withoutHooks(words), repeats, isHook: around.isHook, branch }, ...nested]
  })
  return [{ file: script.file, commands, isLater: false }, ...later]
}

function piecesIn({ file, name }: Script, text: string, around: Around): Piece[] {
  if (around.depth > deepest || !/\s/.test(text)) return []
  return piecesOf(parseScript({ name, file, line: 1, text, kind: 'inner', options: '' }), around)
}

function asLater(piece: Piece): Piece {
  return { ...piece, isLater: true }
}

/** Texts for another time: in a variable, in a here-document that nothing runs, or said into a file or a pipe. */
function writtenDown(
  { name, words, outputs, node }: ShellCommand,
  { isPiped, isRun }: { isPiped: boolean; isRun: boolean },
): string[] {
  const assigned = [...node.prefix, ...node.args].flatMap((one) =>
    one.type === 'Assignment' && 'value' in one.value ? [one.value.value] : [],
  )
  const documents = node.redirects.flatMap((one) => (one.type === 'HereDoc' && !isRun ? [one.body.text] : []))
  const said = saysText.test(name) && (outputs.length > 0 || isPiped) ? [words.slice(1).join(' ')] : []
  return [...assigned, ...documents, ...said]
}

function hooksIn(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    if (joinedHook.test(word)) return [word.replace(joinedHook, '')]
    return hook.test(words[at - 1] ?? '') ? [word] : []
  })
}

function withoutHooks(words: readonly string[]): string[] {
  return words.filter((word, at) => !joinedHook.test(word) && !hook.test(words[at - 1] ?? ''))
}
