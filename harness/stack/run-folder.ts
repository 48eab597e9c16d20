import { resolve } from 'node:path'
import type { Profile } from '../../reports/record/run.ts'

/** Where a run writes: its folder is named by its start, its profile and its id. */
export function runFolder(out: string, startedAt: Date, profile: Profile, id: string): string {
  return resolve(out, `${stamp(startedAt)}-${profile}-${id}`)
}

function stamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')
}
