import { basename } from 'node:path/posix'
import { innerOf } from '../../harness/folder/inner-scripts.ts'
import { programOf } from '../../harness/folder/programs.ts'
import { commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

const dumps = /^(pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|mariabackup|xtrabackup)$/
const mentions = /pg_dump|pg_basebackup|mysqldump|mariadb-dump|mongodump|mariabackup|xtrabackup/
const mostNested = 3

/**
 * A dump that a command really takes: by itself, in a container, on another machine, or in the text of a shell. Who
 * talks of one, looks for it or asks for its version takes none.
 */
export function isDump(script: Script, command: ShellCommand, nested = 0): boolean {
  if (nested > mostNested || !command.words.some((word) => mentions.test(word))) return false
  const program = programOf(command.words)
  if (dumps.test(basename(program[0] ?? '')))
    return !program.some((word) => /^(--version|--help|-V|-\?)$/.test(word))
  const text = innerOf(script, command)
  return text !== undefined && commandsOf(text).some((one) => isDump(text, one, nested + 1))
}
