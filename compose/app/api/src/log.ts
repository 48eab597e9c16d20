import { type DestinationStream, type Logger, pino } from 'pino'
import type { Environment } from './settings/environment.ts'

const secretKeys = ['authorization', 'cookie', '["set-cookie"]', 'password', 'email', 'to']
const depths = ['', '*.', '*.*.', '*.*.*.']

/** JSON lines on standard output; keys that name a secret or a person are masked down to the fourth level. */
export function openLog(service: string, environment: Environment, destination?: DestinationStream): Logger {
  const options = {
    level: environment.LOG_LEVEL || 'info',
    base: { service, environment: environment.ENVIRONMENT || 'production' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths(), censor: '[redacted]' },
    serializers: { err: serializeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

function secretPaths(): string[] {
  return depths.flatMap((depth) => secretKeys.map((key) => `${depth}${key}`.replace('.[', '[')))
}

/**
 * What may be told of an error. PostgreSQL puts row values into `detail` and an SMTP server puts addresses
 * into its message, so only the type, code, message and stack remain, without addresses.
 */
export function serializeError(error: Error & { code?: unknown }): Record<string, unknown> {
  return {
    type: error.name,
    code: error.code,
    message: withoutAddresses(error.message),
    stack: withoutAddresses(error.stack ?? ''),
  }
}

/** The text with every e-mail address masked. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>@"'(]+@[^\s<>"')]+/g, '[address]')
}
