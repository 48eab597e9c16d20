import { commandsOf, parseScript, placeOf, type Script, type ShellCommand } from './shell.ts'

/** Options of ssh that take the next word. */
const taking = /^-[bcDEeFIiJLlmOopQRSWw]$/
const shell = /(^|\/)(ba|da|a|k|z)?sh$/

/** Shell text that a script hands to a shell, here, in a container or on another machine; not what stands in that again. */
export function innerScripts(script: Script): Script[] {
  return commandsOf(script).flatMap((command) => {
    const remote = overSsh(command)
    const found = remote === undefined ? handedOver(command.words) : remote
    const text = found?.text ?? hereDocument(command)
    if (found === undefined || text === undefined || text.trim() === '') return []
    const line = found.text === undefined ? lineOfDocument(script, command) : lineOfText(script, command)
    const kind = remote === undefined ? 'inner' : 'remote'
    const { name, file } = script
    return [parseScript({ name, file, line, text, kind, options: found.options })]
  })
}

/** What is to be run; no text where it comes by standard input. */
type HandedOver = { text?: string; options: string }

/** The text behind `sh -c`, whoever runs that shell; or that a shell reads from standard input. */
function handedOver(words: readonly string[]): HandedOver | undefined {
  const at = words.findIndex((word) => shell.test(word))
  const flags = words
    .slice(at + 1)
    .findIndex((word) => !/^[-+]/.test(word) && !/^(errexit|pipefail|nounset)$/.test(word))
  if (at < 0 || /^(echo|printf|grep)$/.test(words[0] ?? '')) return undefined
  const rest = words.slice(at + 1)
  const options = (flags < 0 ? rest : rest.slice(0, flags)).join(' ')
  if (!/(^|\s)-\w*c(\s|$)/.test(options)) return undefined
  const text = rest[flags]
  return flags < 0 || text === undefined ? undefined : { text, options: options.replace(/c(?=\s|$)/, '') }
}

/** What stands behind the host; without anything there a shell reads its standard input. */
function overSsh({ words }: ShellCommand): HandedOver | undefined {
  const at = words.findIndex((word) => /(^|\/)ssh$/.test(word))
  if (
    at < 0 ||
    words.slice(0, at).some((word) => !/^(sudo|sshpass|timeout|\d+[sm]?|-\S*|\w+=.*|\$\S+)$/.test(word))
  )
    return undefined
  const behind = words.slice(at + 1)
  const host = behind.findIndex(
    (word, index) => !word.startsWith('-') && !taking.test(behind[index - 1] ?? ''),
  )
  if (host < 0) return undefined
  const rest = behind.slice(host + 1).filter((word) => word !== '--')
  const asked = handedOver(rest)
  if (asked !== undefined) return asked
  const text = rest.join(' ')
  const [first, ...flags] = text.split(/\s+/)
  const reads = text === '' || (shell.test(first ?? '') && flags.every((word) => word.startsWith('-')))
  return reads ? { options: flags.join(' ') } : { text, options: '' }
}

function hereDocument({ node }: ShellCommand): string | undefined {
  return node.redirects.find((one) => one.type === 'HereDoc')?.body.text
}

function lineOfDocument(script: Script, { node }: ShellCommand): number {
  const document = node.redirects.find((one) => one.type === 'HereDoc')
  return lineAt(script, document?.body.pos ?? node.pos)
}

function lineOfText(script: Script, { node }: ShellCommand): number {
  return lineAt(script, node.args.at(-1)?.pos ?? node.pos)
}

function lineAt(script: Script, pos: number): number {
  return Number(placeOf(script, pos).split(':').at(-1))
}
