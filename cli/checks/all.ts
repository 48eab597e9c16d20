import type { Check } from './check.ts'
import { composeFiles, decisions, recordSchema } from './documents.ts'
import { imports } from './imports.ts'
import { dockerfiles, shellCheck, shellFormat } from './shell.ts'
import { biome, deadCode, sizes, types } from './source.ts'

/** What `stackproof test` checks first; the slowest lead, so that they do not end alone. */
export const checks: readonly Check[] = [
  deadCode,
  types,
  biome,
  shellCheck,
  composeFiles,
  dockerfiles,
  shellFormat,
  imports,
  decisions,
  recordSchema,
  sizes,
]
