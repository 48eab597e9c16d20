import { readFileSync } from 'node:fs'

export type Environment = Readonly<Record<string, string | undefined>>

/** The value of a variable that must be set and not empty. Throws the variable's name otherwise. */
export function required(environment: Environment, name: string): string {
  const value = environment[name]
  if (!value) throw new Error(`${name}: expected a value, found nothing; set it in the service's environment`)
  return value
}

/** A TCP port, 1 to 65535. Throws when it is not one. */
export function port(environment: Environment, name: string, preset?: number): number {
  const value = Number(environment[name] || preset || required(environment, name))
  if (Number.isInteger(value) && value > 0 && value < 65536) return value
  throw new Error(`${name}: expected a port from 1 to 65535, found ${environment[name]}`)
}

/** The content of the file that a variable names, without the newline at its end. Throws when it is empty. */
export function fileContent(environment: Environment, name: string): string {
  const path = required(environment, name)
  const content = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  if (content) return content
  throw new Error(`${name}: expected a file with content, found an empty one at ${path}`)
}
