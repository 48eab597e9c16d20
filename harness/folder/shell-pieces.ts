import { type Command, forEachChild, type SyntaxNode } from 'unbash'
import { commandsOf, parseScript, pipesOf, type Script } from './shell.ts'

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

type Around = { depth: number; repeats: boolean; isHook: boolean; branch: number }
type Texts = { now: string[]; hooked: string[]; later: string[] }

const deepest = 4
const hook = /^--(deploy|post|pre|renew)-hook$/
const joinedHook = /^--(?:deploy|post|pre|renew)-hook=/
/** What runs the text that it is handed, here or elsewhere. */
const runsText =
  /(^|\/)(ssh|sh|bash|dash|ash|zsh|su|sudo|eval|trap|exec|docker|docker-compose|podman|kubectl|env|timeout|nohup)$|^\$/
const saysText = /^(echo|printf)$/

/** The commands of a script and of the texts within them, comments and mere words to the reader left out. */
export function piecesOf(
  script: Script,
  around: Around = { depth: 0, repeats: false, isHook: false, branch: -1 },
): Piece[] {
  const loops = nodesIn(script, 'While')
  const cases = nodesIn(script, 'CaseItem')
  const piped = new Set(pipesOf(script).flatMap(({ commands }) => commands.slice(0, -1).map(({ at }) => at)))
  const later: Piece[] = []
  const commands = commandsOf(script).flatMap(({ name, words, at, outputs, node }): PieceCommand[] => {
    const holds = ({ pos, end }: SyntaxNode) => pos <= node.pos && node.end <= end
    const repeats = around.repeats || loops.some(holds)
    const branch = cases.findLast(holds)?.pos ?? around.branch
    const read = (text: string, isHook: boolean) =>
      within(script, text, { depth: around.depth + 1, repeats, isHook, branch })
    const texts = textsOf(node, words)
    later.push(...texts.later.flatMap((text) => asLater(read(text, false))))
    if (saysText.test(name)) {
      if (outputs.length > 0 || piped.has(at)) later.push(...asLater(read(words.slice(1).join(' '), false)))
      return []
    }
    const inner = [
      ...texts.now.flatMap((text) => read(text, around.isHook)),
      ...texts.hooked.flatMap((text) => read(text, true)),
    ]
    later.push(...inner.filter(({ isLater }) => isLater))
    const nested = inner.flatMap((one) => (one.isLater ? [] : one.commands))
    return [{ words: withoutHooks(words), repeats, isHook: around.isHook, branch }, ...nested]
  })
  return [{ file: script.file, commands, isLater: false }, ...later]
}

function within({ file, name }: Script, text: string, around: Around): Piece[] {
  if (around.depth > deepest || !/\s/.test(text)) return []
  return piecesOf(parseScript({ name, file, line: 1, text, kind: 'remote', options: '' }), around)
}

function asLater(pieces: readonly Piece[]): Piece[] {
  return pieces.map((one) => ({ ...one, isLater: true }))
}

function textsOf(node: Command, words: readonly string[]): Texts {
  const documents = node.redirects.flatMap((one) => (one.type === 'HereDoc' ? [one.body.text] : []))
  const assigned = [...node.prefix, ...node.args].flatMap((one) =>
    one.type === 'Assignment' && 'value' in one.value ? [one.value.value] : [],
  )
  const isRun = words.some((word) => runsText.test(word))
  const hooked = words.flatMap((word, at) => {
    if (joinedHook.test(word)) return [word.replace(joinedHook, '')]
    return hook.test(words[at - 1] ?? '') ? [word] : []
  })
  const texts = withoutHooks(words).filter((word) => /\s/.test(word))
  return {
    hooked,
    now: isRun ? [...texts, ...documents] : [],
    later: [...assigned, ...(isRun ? [] : documents)],
  }
}

function withoutHooks(words: readonly string[]): string[] {
  return words.filter((word, at) => !joinedHook.test(word) && !hook.test(words[at - 1] ?? ''))
}

function nodesIn({ tree }: Script, type: SyntaxNode['type']): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === type) found.push(node)
    forEachChild(node, visit)
  }
  visit(tree)
  return found
}
