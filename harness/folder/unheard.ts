import type { Command, Statement, SyntaxNode } from 'unbash'
import { commandsBelow, commandsOf, type Script, type ShellCommand, setsOption } from './shell.ts'

/** A command whose failure does not reach the end of its script, and the text that sees to it. */
export type Unheard = { command: ShellCommand; how: string }

/** Options of the shell as they are at one place: `set` changes them for what stands below. */
type Options = { stops: boolean; pipes: boolean }
type Walk = {
  script: Script
  options: Options
  lastAnswer: number
}

/**
 * The commands of a script whose failure is heard by nobody: before `|| true`, in a pipe without `pipefail`, before the
 * last of `&&`, or where the shell goes on. What asks itself (`if`, `!`, `$?`, an `exit` of its own) is left alone.
 */
export function unheardIn(script: Script): Unheard[] {
  // On another machine the shell may stop by what it was started with: whether it does is another question.
  const stops = script.kind === 'remote' || /(^|\s)-[a-zA-Z]*e/.test(script.options)
  const options = { stops, pipes: /pipefail/.test(script.options) || setsOption(script, 'pipefail') }
  return ofList({ script, options, lastAnswer: lastAnswerIn(script.text) }, script.tree.commands, true)
}

/** Where a script last answers for itself: what failed above may be remembered until there. */
function lastAnswerIn(text: string): number {
  const found = [...text.matchAll(/\$\?|PIPESTATUS|\bexit +[1-9$"]|\breturn +[1-9$"]|^[ \t]*false\b/gm)]
  return found.at(-1)?.index ?? -1
}

function ofList(walk: Walk, statements: readonly Statement[], ends: boolean): Unheard[] {
  return statements.flatMap(({ command, background }, at) =>
    background ? [] : ofNode(walk, command, ends && at === statements.length - 1),
  )
}

/** `ends`: whether the status of the node is that of the whole script. */
function ofNode(walk: Walk, node: SyntaxNode, ends: boolean): Unheard[] {
  switch (node.type) {
    case 'Command':
      changeOptions(walk, node)
      return ends || walk.options.stops ? [] : lost(walk, node, node)
    case 'Pipeline':
      return ofPipe(walk, node, ends)
    case 'AndOr':
      return ofChain(walk, node, ends)
    case 'Redirected':
      return ofNode(walk, node.command, ends)
    case 'Subshell':
      return ofList({ ...walk, options: { ...walk.options } }, node.body.commands, ends)
    case 'BraceGroup':
    case 'For':
    case 'While':
      return ofList(walk, node.body.commands, ends)
    case 'If':
      return [node.then, ...node.elif.map((one) => one.then), ...(node.else ? [node.else] : [])].flatMap(
        (branch) => ofList(walk, branch.commands, ends),
      )
    case 'Function':
      // Who calls it decides what comes of its end.
      return ofNode({ ...walk, options: { ...walk.options, stops: true } }, node.body, true)
    default:
      return []
  }
}

function ofPipe(walk: Walk, node: Extract<SyntaxNode, { type: 'Pipeline' }>, ends: boolean): Unheard[] {
  if (node.prefixes.some(({ type }) => type === 'Negation')) return []
  return node.commands.flatMap((one, at) =>
    at === node.commands.length - 1 || walk.options.pipes ? ofNode(walk, one, ends) : lost(walk, one, node),
  )
}

/** From the right: what comes after each, and whether all of it does nothing but go on. */
function ofChain(walk: Walk, node: Extract<SyntaxNode, { type: 'AndOr' }>, ends: boolean): Unheard[] {
  const { commands, operators } = node
  const found: Unheard[][] = []
  let [goesOn, leaves] = [true, false]
  let instead: boolean | undefined
  for (let at = commands.length - 1; at >= 0; at--) {
    const one = commands[at]
    if (one === undefined) continue
    if (operators[at] === '||') instead = goesOn
    if (instead === true) found.push(surely(walk, one, node))
    else if (at === commands.length - 1) found.push(ofNode(walk, one, ends))
    else if (instead === undefined && !ends && !leaves) found.push(lost(walk, one, node))
    const own = commandsBelow(walk.script, one)
    goesOn &&= own.length > 0 && own.every(saysNothing)
    leaves ||= own.some(({ name }) => /^(exit|return|break|continue)$/.test(name))
  }
  return found.reverse().flat()
}

/** Ends well and leaves no trace that somebody could read. */
function saysNothing({ name, words, outputs }: ShellCommand): boolean {
  const silent = /^(true|:|echo|printf)$/.test(name) || (name === 'exit' && words[1] === '0')
  return silent && outputs.every((one) => /^(&?[12]|\/dev\/(null|stdout|stderr))$/.test(one))
}

/** Lost unless something below answers for it. */
function lost(walk: Walk, node: SyntaxNode, around: SyntaxNode): Unheard[] {
  return walk.lastAnswer > node.end ? [] : surely(walk, node, around)
}

function surely(walk: Walk, node: SyntaxNode, around: SyntaxNode): Unheard[] {
  const text = walk.script.text.slice(around.pos, Math.min(around.end, around.pos + 200))
  const how = text.replaceAll(/\\\n/g, ' ').replaceAll(/\s+/g, ' ')
  return commandsBelow(walk.script, node).map((command) => ({ command, how }))
}

function commandByNode(script: Script): ReadonlyMap<Command, ShellCommand> {
  const map = byNode.get(script) ?? new Map(commandsOf(script).map((one) => [one.node, one]))
  byNode.set(script, map)
  return map
}

const byNode = new WeakMap<Script, ReadonlyMap<Command, ShellCommand>>()

function changeOptions({ script, options }: Walk, node: Command): void {
  const { name, words = [] } = commandByNode(script).get(node) ?? {}
  if (name !== 'set') return
  const text = words.slice(1).join(' ')
  if (/(^|\s)-[a-zA-Z]*e|-o errexit\b/.test(text)) options.stops = true
  if (/(^|\s)\+[a-zA-Z]*e|\+o errexit\b/.test(text)) options.stops = false
}
