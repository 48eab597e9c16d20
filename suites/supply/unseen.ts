import { basename, normalize } from 'node:path/posix'
import { bareWords } from '../../harness/folder/programs.ts'
import { commandsOf, pipesOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

/** A command that could run what was fetched, and whether it does. */
export type Run = { at: string; runs: boolean }

/** What a script runs of what it has fetched: from a pipe, from a substitution, or from a file that nothing has checked. */
export function runsOf(script: Script): Run[] {
  return [...pipedRuns(script), ...substitutedRuns(script), ...savedRuns(script)]
}

const shell = /^(ba|da|z|k)?sh$/
const fetcher = /(^|\/)(curl|wget)$/

function pipedRuns(script: Script): Run[] {
  return pipesOf(script).flatMap(({ at, commands }) => {
    const fetches = commands.slice(0, -1).some(({ words }) => words.some((word) => fetcher.test(word)))
    return fetches ? [{ at, runs: readsProgram(commands.at(-1)?.words ?? []) }] : []
  })
}

function readsProgram(words: readonly string[]): boolean {
  const isPrefix = (word: string) => /^(sudo|env|-\w+|\w+=.*)$/.test(word)
  const at = words.findIndex((word) => !isPrefix(word))
  const name = words[at] ?? ''
  return shell.test(name) || (/^(python[\d.]*|perl|ruby|node|php)$/.test(name) && words[at + 1] === '-')
}

/** `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`. */
function substitutedRuns(script: Script): Run[] {
  return commandsOf(script).flatMap(({ words, at }) => {
    const [name = '', ...rest] = bareWords(words)
    if (!/^(eval|source|\.)$/.test(name) && !shell.test(basename(name))) return []
    const isText = name === 'eval' || rest.some((word) => /^-\w*c$/.test(word))
    const opening = isText ? /^\s*(\$\(|`)\s*(curl|wget)\s/ : /^<\(\s*(curl|wget)\s/
    return rest.some((word) => opening.test(word)) ? [{ at, runs: true }] : []
  })
}

/** Compares what was fetched with what is known of it. */
const checker = /^(sha\d+sum|md5sum|shasum|gpgv?2?|cosign|minisign|openssl|b2sum)$/

function savedRuns(script: Script): Run[] {
  const commands = commandsOf(script)
  if (commands.some(({ words }) => checker.test(basename(bareWords(words)[0] ?? '')))) return []
  const saved = new Map<string, number>()
  for (const one of commands) for (const file of savedBy(one)) saved.set(file, one.node.pos)
  return commands.flatMap(({ words, at, node }) => {
    const [name = '', ...rest] = bareWords(words)
    const file = rest.find((word) => !word.startsWith('-'))
    if (!shell.test(basename(name)) || file === undefined || rest.includes('-c')) return []
    return (saved.get(normalize(file)) ?? node.pos) < node.pos ? [{ at, runs: true }] : []
  })
}

/** Files that a `curl` or a `wget` writes what it gets from elsewhere to. */
function savedBy({ words }: ShellCommand): string[] {
  const [name = '', ...rest] = bareWords(words)
  if (!fetcher.test(name) || !rest.some((word) => /^(https?|ftp):\/\//.test(word))) return []
  const isCurl = name.endsWith('curl')
  const named = isCurl ? /^(-[a-zA-Z]*o|--output)$/ : /^(-[a-zA-Z]*O|--output-document)$/
  const own = rest.filter((_, at) => named.test(rest[at - 1] ?? '')).map((word) => normalize(word))
  const keepsName =
    own.length === 0 && (!isCurl || rest.some((word) => /^(-[a-zA-Z]*O[a-zA-Z]*|--remote-name)$/.test(word)))
  const urls = rest.filter((word) => /^(https?|ftp):\/\/[^/]+\//.test(word))
  return keepsName ? urls.map((word) => basename(word)) : own
}
