/** What a service is for. Suites and harness address roles; only the config knows service names. */
export const roles = [
  'edge',
  'web',
  'api',
  'worker',
  'database',
  'cache',
  'objectStore',
  'antivirus',
  'mail',
  'migrate',
  'provision',
] as const

export type Role = (typeof roles)[number]

/** Roles that do their work and exit: of the schema, and of what the object store needs. */
export const oneShots: readonly Role[] = ['migrate', 'provision']
