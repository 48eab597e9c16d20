import type { Folder } from '../folder/folder.ts'

/** What a linter says of a line; `file` as it was given. */
export type Complaint = { file: string; line: number; code: string; message: string }

/** A well-kept program that already finds what no rule of ours looks for. */
export type Linter = {
  /** Its name on PATH. */
  program: string
  /** What it looks at. */
  files: (folder: Folder) => string[]
  /** Laid beside them in each run: what it does not find there it finds nowhere. */
  bad: { path: string; text: () => string }
  /** Its words for these files, which are paths that begin with `./`. */
  words: (files: readonly string[]) => string[]
  /** Reads what it printed and leaves out what wakes nobody. Throws on another format. */
  read: (printed: string) => Complaint[]
}

/** GitHub's own workflows: what their linters know is not said of other forges. */
export function ofGitHub({ workflows }: Folder): string[] {
  return workflows.map(({ file }) => file).filter((file) => /(^|\/)\.github\//.test(file))
}
