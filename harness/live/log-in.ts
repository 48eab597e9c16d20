import { readFileSync } from 'node:fs'
import { UsageError } from '../stack/failure.ts'

/** Where the log-in for somebody's deploy comes from. */
export const logInVariables = {
  email: 'STACKPROOF_SMOKE_EMAIL',
  password: 'STACKPROOF_SMOKE_PASSWORD',
  passwordFile: 'STACKPROOF_SMOKE_PASSWORD_FILE',
} as const

/** The password of the environment; empty where there is none. @throws UsageError when its file cannot be read. */
export function smokePassword(): string {
  const file = process.env[logInVariables.passwordFile]
  return process.env[logInVariables.password] || (file ? contentOf(file) : '')
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new UsageError(
      `${logInVariables.passwordFile}: expected a file that can be read, found ${String(error)}`,
      'name the file with the password of the smoke account',
    )
  }
}
