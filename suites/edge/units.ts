import type { Folder } from '../../harness/folder/folder.ts'
import { parseScript, type Script } from '../../harness/folder/shell.ts'

/** What the units of systemd in a folder run, line by line. */
export function unitScripts({ files }: Folder): Script[] {
  return files.list.flatMap(({ path }) => {
    if (!path.endsWith('.service')) return []
    return (files.text(path) ?? '').split('\n').flatMap((line, at) => {
      const [, text] = /^Exec\w+=[-@:+!]*(\S.*)$/.exec(line) ?? []
      return text === undefined
        ? []
        : [parseScript({ name: path, file: path, line: at + 1, text, kind: 'crontab', options: '' })]
    })
  })
}
