import type { Arguments } from './arguments.ts'
import { isPackage } from './open-call.ts'

type Call = Pick<Arguments, 'command' | 'operand' | 'config' | 'only' | 'own'>

/** The call that does the same again, ready for a shell. */
export function again({ command, operand, config, only, own }: Call): string {
  const options = Object.entries<string | boolean>({
    ...(config !== undefined && { config }),
    ...(only.length > 0 && { only: only.join(',') }),
    ...own,
  })
  return [
    isPackage ? 'npx stackproof' : './stackproof',
    command,
    ...(operand === undefined ? [] : [quoted(operand)]),
    ...options.map(([name, value]) => (value === true ? `--${name}` : `--${name} ${quoted(String(value))}`)),
  ].join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
