import type { Json } from '../../reports/record/run.ts'
import { filesOf } from '../folder/files.ts'
import { type Folder, readFolder } from '../folder/folder.ts'
import type { Finding, Rule } from './rule.ts'

/** A folder in memory: path to text. */
export type Sample = Readonly<Record<string, string>>

/**
 * A pure reading of a folder for one claim, with folders that it must call red and folders that it must not, taken
 * from the ways in which real projects write them. The first red one is the control of every run.
 */
export type FolderRule<Id extends string = string> = Rule<Id, Folder> & {
  red: readonly [Sample, ...Sample[]]
  green: readonly [Sample, ...Sample[]]
}

export function folderRule<const Id extends string>(rule: Omit<FolderRule<Id>, 'bad'>): FolderRule<Id> {
  return { ...rule, read: (folder) => distinct(rule.read(folder)), bad: () => sampleFolder(rule.red[0]) }
}

/** Two applications of one folder share files: what is told once is not told again. */
export function distinct(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(findings.map((one) => [JSON.stringify([one.file, one.subject, one.property]), one])).values(),
  ]
}

export function sampleFolder(sample: Sample): Folder {
  return readFolder(filesOf(sample))
}

/** One thing that a rule looked at: where it stands, what should be there, and what is. */
export type Look = { at: string; subject: string; property: string; expected: Json; found: Json; ok: boolean }

export function found({ at, found: actual, ...look }: Look): Finding {
  return { ...look, actual, file: at }
}
