import type { StackConfig } from './config.ts'

/** Parts that a config may leave out, and that some claims cannot do without. */
export const configParts = [
  'application',
  'headers',
  'intent.limits',
  'limits.auth',
  'limits.api',
  'limits.body',
  'limits.body.buffered',
  'limits.head',
  'limits.socket',
  'endpoints.page',
  'endpoints.api',
  'endpoints.missing',
  'endpoints.socket',
  'variables.required',
  'variables.mailHost',
  'variables.signaturesUrl',
  'database',
  'database.application',
  'database.application.appendOnly',
  'database.superuser',
  'database.dataPath',
  'database.backups',
  'database.scoped',
  'database.audit',
  'cache',
  'cache.sessions',
  'openapi',
  'openapi.admin',
  'journey',
  'objectStore',
  'operations.migrateUp',
  'operations.migrateDown',
  'operations.addAdmin',
] as const

export type ConfigPart = (typeof configParts)[number]

/** The parts that a config fills: an empty list, or an object without a key, is left out as well. */
export function partsOf(config: StackConfig): ConfigPart[] {
  return configParts.filter((part) => isFilled(settingAt(config, part)))
}

/** What a config says at a path, e.g. `edge.ca`; undefined where it is left out. */
export function settingAt(config: StackConfig, path: string): unknown {
  return valueAt(config, path.split('.'))
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value
  if (typeof value !== 'object' || value === null) return undefined
  return valueAt(Object.entries(value).find(([name]) => name === key)?.[1], rest)
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== undefined
}
