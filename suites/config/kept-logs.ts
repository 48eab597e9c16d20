import { bytesOf } from '../../harness/model/sizes.ts'

/** Plan 3.8, 10 MB × 3, as a bound: smaller is as good. With one file nothing is left when it begins anew. */
export const mostBytes = 3 * 10 * 2 ** 20
export const fewestFiles = 2

type Logging = { driver?: string | undefined; options?: Readonly<Record<string, string>> | undefined }

/** Defaults of the two drivers of the engine that keep logs on its own disk. */
const defaults: Record<string, { 'max-size'?: string; 'max-file': string }> = {
  'json-file': { 'max-file': '1' },
  local: { 'max-size': '20m', 'max-file': '5' },
}

/** Bytes that the engine keeps at most, null where nothing bounds them or they go elsewhere; and in how many files. */
export function keptLogs({ driver = '', options = {} }: Logging): { bytes: number | null; files: number } {
  const own = defaults[driver]
  if (own === undefined) return { bytes: null, files: 0 }
  const files = Number(options['max-file'] ?? own['max-file'])
  const bytes = bytesOf(options['max-size'] ?? own['max-size'])
  return { bytes: bytes === undefined ? null : bytes * files, files }
}
