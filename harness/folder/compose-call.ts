import { bareWords, composeArguments } from './programs.ts'

/** Flags of Compose itself, before its command, that take a word of their own. */
const ofAll =
  /^(-f|--file|-p|--project-name|--env-file|--profile|--project-directory|--ansi|--progress|--parallel|-H|--host|-c|--context|--log-level)$/
/** Flags of its commands that do so, whatever the command. */
const ofCommands =
  /^(--timeout|--scale|--env|--env-file|--env-from-file|--user|--workdir|--index|--tail|--since|--until|--wait-timeout|--signal|--volume|--name|--entrypoint|--label|--policy|--exit-code-from|--cap-add|--cap-drop|--memory|--ssh|--build-arg|--attach|--no-attach|--publish|--format|--filter|--status|--progress|--builder)$/
/** Those that take one in some commands and none in others: `logs -f`, `build --pull`, `down -v`. */
const own: Readonly<Record<string, RegExp>> = {
  exec: /^-[euw]$/,
  run: /^(-[dTi]*[euwvpl]|--pull)$/,
  up: /^(-t|--pull)$/,
  create: /^--pull$/,
  restart: /^-t$/,
  stop: /^-t$/,
  logs: /^-n$/,
  kill: /^-s$/,
  build: /^-m$/,
}

/** What a command asks of Compose. */
export type ComposeCall = {
  verb: string
  /** What stands before the verb: which files, which project. */
  global: string[]
  /** The words after it that are no flags. */
  operands: string[]
  /** What stands behind the first operand: of `exec` and `run`, the command within the container. */
  rest: string[]
}

/** Undefined for a command that does not call Compose. */
export function composeCall(written: readonly string[]): ComposeCall | undefined {
  const words = bareWords(written)
  if (!/docker(-compose)?$/.test(words[0] ?? '')) return undefined
  const all = composeArguments(words)
  const first = operandAt(all, (word) => ofAll.test(word))
  const verb = all[first]
  if (verb === undefined) return undefined
  const takes = (word: string) =>
    ofCommands.test(word) || (Object.hasOwn(own, verb) && own[verb]?.test(word) === true)
  const after = all.slice(first + 1)
  const service = operandAt(after, takes)
  return {
    verb,
    global: all.slice(0, first),
    operands: after.filter((word, at) => !word.startsWith('-') && !takes(after[at - 1] ?? '')),
    rest: after.slice(service + 1),
  }
}

function operandAt(words: readonly string[], takes: (flag: string) => boolean): number {
  const at = words.findIndex((word, index) => !word.startsWith('-') && !takes(words[index - 1] ?? ''))
  return at < 0 ? words.length : at
}

/** What a flag of Compose itself is given, in either spelling. */
export function givenTo({ global }: ComposeCall, flag: RegExp): string[] {
  return global.flatMap((word, at) => {
    const [, name = '', value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? []
    if (value !== undefined && flag.test(name)) return [value]
    return flag.test(global[at - 1] ?? '') ? [word] : []
  })
}
