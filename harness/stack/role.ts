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
] as const

export type Role = (typeof roles)[number]

/** Roles that do their work and exit. */
export const oneShots: readonly Role[] = ['migrate']
