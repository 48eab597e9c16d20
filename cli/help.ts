import { type Command, type Commands, commonOptions, type Option } from './arguments.ts'

/** What `--help` prints, on all commands or on one. */
export function helpText(commands: Commands, name: string | undefined): string {
  const command = name === undefined ? undefined : commands[name]
  return name === undefined || command === undefined ? overview(commands) : about(name, command)
}

function overview(commands: Commands): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const)
  return [
    'Raises the stack that production runs and tries to prove every promise about it false.',
    '',
    'stackproof COMMAND [options]',
    '',
    ...columns(rows),
    '',
    'stackproof COMMAND --help tells more.',
    'Exit codes: 0 proved, 1 a claim failed, 2 wrong call, 3 error or not evaluated, 130 interrupted.',
  ].join('\n')
}

function about(name: string, command: Command): string {
  const options = { ...command.options, ...commonOptions }
  return [
    command.summary,
    '',
    `stackproof ${name}${command.operand ? ` [${command.operand.value}]` : ''} [options]`,
    '',
    ...columns(command.operand ? [[command.operand.value, command.operand.summary]] : []),
    ...columns(Object.entries(options).map(describe)),
    '',
    'Examples:',
    ...columns(command.examples),
  ].join('\n')
}

function describe([name, option]: [string, Option]): readonly [string, string] {
  return [`--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.summary]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
