import { basename } from 'node:path/posix'
import { bareWords, programOf } from './programs.ts'
import { commandsOf, parseScript, placeOf, type Script, type ShellCommand } from './shell.ts'

/** One text within another within another: more than that nobody writes. */
const deepest = 3
const shell = /^(ba|da|a|k|z)?sh$/
const isOption = /^[-+]|^(errexit|pipefail|nounset)$/

/** Shell text that a script hands to a shell, here, in a container or on another machine, and what stands in that. */
export function innerScripts(script: Script, depth = 1): Script[] {
  return commandsOf(script).flatMap((command) => {
    const found = innerOf(script, command)
    if (found === undefined) return []
    return [found, ...(depth < deepest ? innerScripts(found, depth + 1) : [])]
  })
}

/** The text that one command hands to a shell, as a script of its own. */
export function innerOf(script: Script, command: ShellCommand): Script | undefined {
  if (!inner.has(command)) inner.set(command, readInner(script, command))
  return inner.get(command)
}

/** Many rules ask for the same. */
const inner = new WeakMap<ShellCommand, Script | undefined>()

function readInner(script: Script, command: ShellCommand): Script | undefined {
  const program = programOf(command.words)
  const found = fromInput(command, program) ?? fromWords(command, program)
  if (found === undefined || found.text.trim() === '') return undefined
  const { pos, ...text } = found
  const line = Number(placeOf(script, pos).split(':').at(-1))
  const kind = isRemote(script, command) ? 'remote' : 'inner'
  return parseScript({ name: script.name, file: script.file, line, kind, ...text })
}

function isRemote({ kind }: Script, { words }: ShellCommand): boolean {
  const bare = bareWords(words)
  return isOf(bare, 'ssh') || (kind === 'remote' && shell.test(basename(bare[0] ?? '')))
}

type Text = { text: string; options: string; pos: number }

/** What stands behind `-c`; over SSH, what stands behind the host. */
function fromWords({ node }: ShellCommand, [name = '', ...rest]: readonly string[]): Text | undefined {
  const flag = rest.findIndex((word) => /^-\w*c$/.test(word))
  const text = rest[flag + 1]
  if (!shell.test(basename(name)) || flag < 0 || text === undefined) return undefined
  const before = rest.slice(0, flag + 1)
  if (!before.every((word) => isOption.test(word))) return undefined
  const written = node.args.find(
    (one) => one.type === 'Word' && one.value !== '' && text.startsWith(one.value),
  )
  return { text, options: before.join(' ').replace(/(?:(?:^|\s)-)?c$/, ''), pos: written?.pos ?? node.pos }
}

/** A here-document of which a shell reads what to run: `bash -s`, or whatever shell `ssh` starts. */
function fromInput({ node }: ShellCommand, program: readonly string[]): Text | undefined {
  const document = node.redirects.find((one) => one.type === 'HereDoc')
  if (document === undefined) return undefined
  const [, flag, only] = program
  const [name = '', ...options] = flag === '-c' && only !== undefined ? only.split(/\s+/) : program
  const reads =
    isOf(program, 'ssh') || (shell.test(basename(name)) && options.every((word) => isOption.test(word)))
  if (!reads) return undefined
  return {
    text: document.body.text,
    options: isOf(program, 'ssh') ? '' : options.join(' '),
    pos: document.body.pos,
  }
}

function isOf([first = '']: readonly string[], name: string): boolean {
  return basename(first) === name
}
