import type { SyntaxNode } from 'unbash'
import {
  commandsBelow,
  nodesOf,
  type Script,
  type ShellCommand,
  setsOption,
} from '../../harness/folder/shell.ts'

const endsByName = /^(die|fail|fatal|abort|bail|panic|error|err|quit|croak)/i
const talks = /^(echo|printf|:|true)$/
const deepest = 4

/**
 * Whether what is done after a failure ends the script as failed, or keeps the failure for something that looks at it
 * later. What has no words is a test or a count, and looks already.
 */
export function endsScript(script: Script, done: readonly ShellCommand[], depth = 0): boolean {
  if (done.length === 0) return true
  const only = done.every(({ name }) => talks.test(name) || /^(exit|return)$/.test(name))
  return done.some((one) => {
    // What a function returns ends the script only where errors do.
    if (one.name === 'return' && depth > 0 && !setsOption(script, 'errexit')) return false
    return endsByItself(one, only) || isKept(script, one) || endsIn(script, one, depth)
  })
}

/** An exit with 0 after mere words says that all went well. */
function endsByItself({ name, words }: ShellCommand, onlyTalk: boolean): boolean {
  if (/^(exit|return)$/.test(name)) return words[1] !== '0' || !onlyTalk
  return /^(false|kill)$/.test(name)
}

/** A function of the script is judged by what it does, another by its name. */
function endsIn(script: Script, { name }: ShellCommand, depth: number): boolean {
  const body = bodyOf(script, name)
  if (body === undefined) return endsByName.test(name)
  return depth < deepest && body.length > 0 && endsScript(script, body, depth + 1)
}

/** The commands of a function of the script; undefined for any other name. */
export function bodyOf(script: Script, name: string): ShellCommand[] | undefined {
  const body = functionsOf(script).get(name)
  return body && commandsBelow(script, body)
}

/** Whether the command only sets a variable that something looks at. */
export function isKept(script: Script, { words, node }: ShellCommand): boolean {
  if (words.length > 0) return false
  return node.prefix.some((one) => one.type === 'Assignment' && isLookedAt(script.text, one.name))
}

/** Whether some line does more with a variable than to set or to print it. */
function isLookedAt(text: string, name: string): boolean {
  if (!/^\w+$/.test(name)) return true
  const [used, bare] = [new RegExp(`\\$[{#]*${name}\\b`), new RegExp(`\\b${name}\\b`)]
  return text
    .split('\n')
    .some(
      (line) =>
        (used.test(line) || (line.includes('((') && bare.test(line))) &&
        !/^(echo|printf|log\w*)\s/.test(line.trimStart()),
    )
}

type FunctionNode = Extract<SyntaxNode, { type: 'Function' }>
const functions = new WeakMap<Script, Map<string, FunctionNode>>()

function functionsOf(script: Script): Map<string, FunctionNode> {
  const known =
    functions.get(script) ?? new Map(nodesOf(script, 'Function').map((node) => [node.name.value, node]))
  functions.set(script, known)
  return known
}
