import { bareWords, composeArguments } from '../../harness/folder/shell.ts'

/** Flags of Compose, and of its commands, that take a word of their own. */
const taking =
  /^(-f|--file|-p|--project-name|--env-file|--env-from-file|--profile|--project-directory|--ansi|--progress|--parallel|-t|--timeout|--scale|-e|--env|-u|--user|-w|--workdir|--index|--tail|-n|--since|--until|--pull|--wait-timeout|-s|--signal|-v|--volume|--name|--entrypoint|-l|--label|--policy|--exit-code-from|--cap-add|--cap-drop|--memory|-m|--ssh|--build-arg|--attach|--no-attach)$/

/** What a command asks of Compose: its verb, the words that are no flags, and what stands before the verb. */
export type ComposeCall = { verb: string; global: string[]; operands: string[]; rest: string[] }

/** Undefined for a command that does not call Compose. */
export function composeCall(written: readonly string[]): ComposeCall | undefined {
  const words = bareWords(written)
  if (!/docker(-compose)?$/.test(words[0] ?? '')) return undefined
  const all = composeArguments(words)
  const isOperand = (word: string, at: number) => !word.startsWith('-') && !taking.test(all[at - 1] ?? '')
  const first = all.findIndex(isOperand)
  if (first < 0) return undefined
  const places = [...all.keys()].filter((at) => at > first && isOperand(all[at] ?? '', at))
  return {
    verb: all[first] ?? '',
    global: all.slice(0, first),
    operands: places.map((at) => all[at] ?? ''),
    rest: places[0] === undefined ? [] : all.slice(places[0] + 1),
  }
}
