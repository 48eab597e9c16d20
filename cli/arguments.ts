import { parseArgs } from 'node:util'
import { UsageError } from '../harness/stack/failure.ts'
import type { ExitCode } from '../reports/record/run.ts'
import { nearest } from './nearest.ts'

/** An option as parseArgs takes it, and what `--help` says of it. */
export type Option = { type: 'boolean' | 'string'; summary: string; value?: string }

export type Command = {
  /** One line, for `--help`. */
  summary: string
  /** Calls, each with what it does. */
  examples: readonly (readonly [call: string, what: string])[]
  /** The one word that it takes without a name. */
  operand?: { value: string; summary: string }
  /** Options beside the common ones, by name without dashes. */
  options: Readonly<Record<string, Option>>
  /** Imports the command's own file. */
  load: () => Promise<{ run: (call: Arguments) => Promise<ExitCode> }>
}

/** Every command that is built, by name, in the order of `--help`. */
export type Commands = Readonly<Record<string, Command>>

/** A checked call of a command. */
export type Arguments = {
  command: string
  /** Config file as given, default `stackproof.config.ts` of this project. */
  config: string | undefined
  json: boolean
  /** Areas, claim ids or fault ids; empty: all. */
  only: readonly string[]
  /** Where the run folder is made; default `reports/out` of this project. */
  out: string | undefined
  yes: boolean
  noInstall: boolean
  /** The word without a name, where the command takes one. */
  operand: string | undefined
  /** The command's own options that were given. */
  own: Readonly<Record<string, string | boolean>>
}

/** A call is a command to run, or a question for help on one command or on all. */
export type Call = { help: string | undefined } | Arguments

export const commonOptions = {
  config: { type: 'string', value: 'FILE', summary: 'the stack described; default: the bundled one' },
  json: { type: 'boolean', summary: 'print JSON' },
  only: { type: 'string', value: 'LIST', summary: 'areas or ids, separated by commas' },
  out: { type: 'string', value: 'DIR', summary: 'where the run folder is made; default: reports/out' },
  yes: { type: 'boolean', summary: 'install what is missing without asking' },
  'no-install': { type: 'boolean', summary: 'never install; print what is missing' },
  help: { type: 'boolean', summary: 'this text' },
} as const satisfies Record<string, Option>

/** Reads the words after `stackproof`. Throws UsageError with the nearest known word. */
export function readCall(words: readonly string[], commands: Commands): Call {
  const [name, ...rest] = words
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return { help: undefined }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw unknownWord('command', name, Object.keys(commands))
  const { values, operands } = readWords(rest, command)
  return values.help === true ? { help: name } : toArguments(name, values, operands[0])
}

type Values = Record<string, string | boolean>

function readWords(words: readonly string[], command: Command): { values: Values; operands: string[] } {
  const options: Record<string, Option> = { ...commonOptions, ...command.options }
  const short = words.map((word) => (word === '-h' ? '--help' : word))
  const { tokens } = parseArgs({ args: short, options, strict: false, tokens: true })
  const values: Values = {}
  const operands: string[] = []
  const most = command.operand === undefined ? 0 : 1
  for (const token of tokens) {
    if (token.kind === 'positional' && operands.push(token.value) > most)
      throw unknownWord('argument', token.value, [])
    if (token.kind === 'option') values[token.name] = readValue(token, options)
  }
  return { values, operands }
}

type OptionToken = { name: string; rawName: string; value?: string | undefined }

function readValue(token: OptionToken, options: Record<string, Option>): string | boolean {
  const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
  const known = Object.keys(options).map((name) => `--${name}`)
  if (option === undefined) throw unknownWord('option', token.rawName, known)
  if (option.type === 'boolean') return checkedFlag(token)
  if (token.value !== undefined && token.value !== '' && !token.value.startsWith('--')) return token.value
  const found = token.value ? token.value : 'nothing'
  throw new UsageError(
    `option ${token.rawName}: expected ${option.value ?? 'a value'}, found ${found}`,
    `write ${token.rawName} ${option.value ?? 'VALUE'}`,
  )
}

function checkedFlag(token: OptionToken): true {
  if (token.value === undefined) return true
  throw new UsageError(
    `option ${token.rawName}: expected no value, found ${token.value}`,
    `write ${token.rawName} alone`,
  )
}

function unknownWord(
  kind: 'command' | 'option' | 'argument',
  found: string,
  known: readonly string[],
): UsageError {
  const guess = nearest(found, known)
  const expected = known.length > 0 ? `one of ${known.join(', ')}` : 'none'
  const next = guess === undefined ? 'see --help' : `did you mean ${guess}?`
  return new UsageError(`${kind} ${found}: expected ${expected}, found an unknown one`, next)
}

function toArguments(command: string, values: Values, operand: string | undefined): Arguments {
  const { config, json, only, out, yes, 'no-install': noInstall, help: _help, ...own } = values
  return {
    command,
    config: typeof config === 'string' ? config : undefined,
    json: json === true,
    only: typeof only === 'string' ? only.split(',').filter((word) => word !== '') : [],
    out: typeof out === 'string' ? out : undefined,
    yes: yes === true,
    noInstall: noInstall === true,
    operand,
    own,
  }
}
