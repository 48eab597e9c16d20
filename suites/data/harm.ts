import type { SyntaxNode } from 'unbash'
import { commandsBelow, commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import { bodyOf } from './ending.ts'

type Statement = Extract<SyntaxNode, { type: 'Statement' }>

const success = /\b(completed?|successful(ly)?|succeeded|done|finished|saved|created)\b|✓|✅/i
const other = /\b(deploy|restor|updat|migrat|install|started|starting|not|no)/i

/** The first of these statements that removes older backups, itself or in a function of the script. */
export function removesOld(script: Script, following: readonly Statement[]): string | undefined {
  const own = calls(script, following)
  const names = [...new Set(own.map(({ name }) => name))]
  const found = [...own, ...names.flatMap((name) => bodyOf(script, name) ?? [])].find(isPruning)
  return found && `${found.words.slice(0, 6).join(' ')} removes older ones`
}

/** What says there that all went well. */
export function saysSuccess(script: Script, following: readonly Statement[]): string | undefined {
  const plain = new Set<SyntaxNode>(following.map(({ command }) => command))
  const found = commandsOf(script).find(({ name, words, node }) => {
    const text = words.slice(1).join(' ')
    const speaks = plain.has(node) && /^(echo|printf|log\w*|info|success|ok)$/.test(name)
    return speaks && success.test(text) && !other.test(text)
  })
  return found && `says "${found.words.slice(1).join(' ').trim()}"`
}

/** Whether something there looks at what was written. */
export function verifies(script: Script, following: readonly Statement[]): boolean {
  return calls(script, following).some(({ name }) => /verif|check|valid/i.test(name))
}

/** The commands of statements in order; a function that is defined there does nothing yet. */
function calls(script: Script, following: readonly Statement[]): ShellCommand[] {
  return following.flatMap((one) => (one.command.type === 'Function' ? [] : commandsBelow(script, one)))
}

function isPruning({ name, words }: ShellCommand): boolean {
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word))
  if (name === 'find') return has(/^-([mc]time|[mc]min|newer\w*)$/) && has(/^(-delete|rm)$/)
  if (name === 'xargs') return has(/^(\/bin\/)?rm$/)
  if (name === 'rm') return has(/\btail\s+-n|\bls\s+-\w*t/)
  return /^(restic|borg)$/.test(name) && has(/^(forget|prune)$/)
}
