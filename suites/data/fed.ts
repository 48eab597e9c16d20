import { basename } from 'node:path/posix'
import { innerOf } from '../../harness/folder/inner-scripts.ts'
import { programOf } from '../../harness/folder/programs.ts'
import { commandsOf, pipesOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

const filters = /^(sed|awk|gawk|grep|perl|tr|iconv|pv|tee)$/
const readers =
  /^(cat|gunzip|zcat|gzip|pigz|unpigz|zstd|zstdcat|lz4|xz|xzcat|bzip2|bzcat|bunzip2|unzip|openssl|gpg|age|aws|gsutil|rclone|curl|wget|pg_restore|pg_dump|pg_dumpall)$/
const mostNested = 3
const mostPiped = 20

/** A script, or the text that it hands to another shell, and whether a file is fed to that. */
type Text = { text: Script; fed: boolean }

/** A script and, within it, the texts that speak of a program. */
export function textsOf(script: Script, program: string, fed = false, nested = 0): Text[] {
  const within = commandsOf(script).flatMap((one): Text[] => {
    const speaks = nested < mostNested && one.words.some((word) => word.includes(program))
    const text = speaks ? innerOf(script, one) : undefined
    return text === undefined ? [] : textsOf(text, program, isFed(script, one, fed), nested + 1)
  })
  return [{ text: script, fed }, ...within]
}

/** Whether a command reads a file at its standard input: its own, that of the pipe before it, or what its shell is fed. */
export function isFed(script: Script, { node }: ShellCommand, fedOutside: boolean): boolean {
  const inputs = node.redirects.filter((one) => one.operator.startsWith('<'))
  if (inputs.length > 0)
    return inputs.some(
      (one) => one.type === 'Redirect' && one.operator === '<' && one.target?.value !== '/dev/null',
    )
  const before = beforeOf(script).get(node)
  return before === undefined ? fedOutside : readsFile(before)
}

const sources = new WeakMap<Script, Map<ShellCommand['node'], ShellCommand[]>>()

/** What stands before each command of a pipe; the first has nothing before it. */
function beforeOf(script: Script): Map<ShellCommand['node'], ShellCommand[]> {
  const known =
    sources.get(script) ??
    new Map(
      pipesOf(script).flatMap(({ commands }) =>
        commands.slice(1, mostPiped).map(({ node }, at) => [node, commands.slice(0, at + 1)] as const),
      ),
    )
  sources.set(script, known)
  return known
}

/** What unpacks or prints a file: an echo of one statement is looked at by whoever wrote it. */
function readsFile(before: readonly ShellCommand[]): boolean {
  const source = before.findLast((one, at) => at === 0 || !filters.test(programName(one)))
  if (source === undefined || source.node.redirects.some(({ operator }) => operator.startsWith('<<')))
    return false
  const name = programName(source)
  const operands = programOf(source.words).slice(1)
  if (name === 'cat') return operands.some((word) => word !== '-')
  return readers.test(name) || (filters.test(name) && operands.length > 1)
}

function programName({ words }: ShellCommand): string {
  return basename(programOf(words)[0] ?? '')
}
