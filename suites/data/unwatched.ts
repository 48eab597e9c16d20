import { forEachChild, type SyntaxNode } from 'unbash'
import { commandsBelow, commandsOf, placeOf, type Script, setsOption } from '../../harness/folder/shell.ts'
import { isDump } from './dump.ts'
import { endsScript, isKept } from './ending.ts'
import { removesOld, saysSuccess, verifies } from './harm.ts'

type Statement = Extract<SyntaxNode, { type: 'Statement' }>
type If = Extract<SyntaxNode, { type: 'If' }>
type Nodes = ReadonlySet<SyntaxNode>

/** A statement in its list, and where that list stands. */
type Place = { statement: Statement; list: readonly Statement[]; index: number; above: Place | undefined }

/** Nobody writes more dumps in one script. */
export const mostRead = 20

/** A dump whose failure ends nothing, and what is done after it that makes that worse, if anything. */
type Unwatched = { at: string; harm: string | undefined }

/**
 * Dumps at whose status nobody looks where a script goes on after errors, and those that are a condition and fail into
 * words alone.
 */
export function unwatchedDumps(script: Script): Unwatched[] {
  const dumps = commandsOf(script).filter((one) => isDump(script, one))
  if (dumps.length === 0) return []
  const nodes: Nodes = new Set(dumps.map(({ node }) => node))
  const goesOn = !stopsItself(script)
  return placesOf(script.tree)
    .filter(({ statement: { command, background } }) =>
      command.type === 'If'
        ? asksForDump(script, command, nodes)
        : goesOn && !background && isTaken(script, command, nodes),
    )
    .slice(0, mostRead)
    .map((place) => ({ at: placeOf(script, place.statement.pos), harm: harmAfter(script, place) }))
}

function harmAfter(script: Script, place: Place): string | undefined {
  const following = after(place)
  const { command } = place.statement
  if (command.type === 'If' && !failsIntoWords(script, command)) return undefined
  if (looksLater(script, place.statement) || verifies(script, following)) return undefined
  const says = command.type === 'If' ? undefined : saysSuccess(script, following)
  return removesOld(script, following) ?? says
}

/** A dump whose status counts. */
function isTaken(script: Script, node: SyntaxNode, dumps: Nodes): boolean {
  const isPlain = node.type !== 'Pipeline' || node.prefixes.length === 0
  return isPlain && failsAsDump(script, node, dumps)
}

/** A dump itself, with a `!` or without, or a pipe that fails as its dump does. */
function failsAsDump(script: Script, node: SyntaxNode, dumps: Nodes): boolean {
  if (node.type !== 'Pipeline') return dumps.has(node)
  const tells = node.commands.length === 1 || setsOption(script, 'pipefail')
  return tells && node.commands.some((one) => dumps.has(one))
}

/** Where errors end the script, or where a file that it reads in may have said so. */
function stopsItself(script: Script): boolean {
  return (
    setsOption(script, 'errexit') ||
    commandsOf(script).some(
      ({ name, words }) =>
        (name === 'trap' && words.includes('ERR')) ||
        (/^(source|\.)$/.test(name) && !/env/.test(words.slice(1).join(' '))),
    )
  )
}

function looksLater(script: Script, { end }: Statement): boolean {
  return /\$\?|PIPESTATUS|(\[|\btest) +(! +)?-[sfe] |\bstat\b|\bwc -c|\bg(un)?zip -t|pg_restore (-l|--list)|\bgrep\b/.test(
    script.text.slice(end),
  )
}

/** Whether an `if` asks how a dump ended. */
function asksForDump(script: Script, node: If, dumps: Nodes): boolean {
  const asked = node.clause.commands.at(-1)?.command
  return asked !== undefined && node.elif.length === 0 && failsAsDump(script, asked, dumps)
}

/** Whether the branch of a failure neither ends nor keeps anything. */
function failsIntoWords(script: Script, node: If): boolean {
  const asked = node.clause.commands.at(-1)?.command
  const negated = asked?.type === 'Pipeline' && asked.prefixes.some(({ type }) => type === 'Negation')
  const failed = negated ? node.then : node.else
  const kept = commandsBelow(script, node).some((one) => isKept(script, one))
  return !kept && (failed === undefined || !endsScript(script, commandsBelow(script, failed)))
}

/** What is done after a statement, in its list and in those around it. */
function after({ list, index, above }: Place): Statement[] {
  return [...list.slice(index + 1), ...(above ? after(above) : [])]
}

/** Every statement whose status may be lost: no condition, no part of a pipe or of an `&&`, nothing in a substitution. */
function placesOf(node: SyntaxNode, above?: Place): Place[] {
  const list = node.type === 'Script' || node.type === 'CompoundList' ? node.commands : []
  return list.flatMap((statement, index) => {
    const place = { statement, list, index, above }
    return [
      place,
      ...childrenOf(statement.command).flatMap((child) => inside(child, statement.command, place)),
    ]
  })
}

function inside(child: SyntaxNode, parent: SyntaxNode, place: Place | undefined): Place[] {
  // What calls a function is not known.
  const above = parent.type === 'Function' ? undefined : place
  if (child.type === 'CompoundList') return placesOf(child, above)
  const passed = /^(BraceGroup|Subshell|Redirected|If|For|While|Case|CaseItem|Elif)$/.test(child.type)
  return passed ? childrenOf(child).flatMap((one) => inside(one, child, above)) : []
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  if (/^(Command|AndOr|Pipeline|TestCommand|ArithmeticCommand)$/.test(node.type)) return []
  const asked = node.type === 'If' || node.type === 'Elif' || node.type === 'While' ? node.clause : undefined
  const children: SyntaxNode[] = []
  forEachChild(node, (child) => void children.push(child))
  return children.filter((child) => child !== asked)
}
