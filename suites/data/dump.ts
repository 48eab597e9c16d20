import { basename } from 'node:path/posix'
import { commandsOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'
import { programOf, textOf } from './programs.ts'

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
  const text = textOf(script, command)
  return text !== undefined && commandsOf(text).some((one) => isDump(text, one, nested + 1))
}

/** The scripts that the commands of a script hand to another shell, where those take a dump. */
export function dumpTexts(script: Script, nested = 0): Script[] {
  if (nested > mostNested || !mentions.test(script.text)) return []
  return commandsOf(script).flatMap((one) => {
    const text = one.words.some((word) => mentions.test(word)) ? textOf(script, one) : undefined
    return text === undefined ? [] : [text, ...dumpTexts(text, nested + 1)]
  })
}
