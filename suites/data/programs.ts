import { basename } from 'node:path/posix'
import type { Finding } from '../../harness/claims/rule.ts'
import { parseScript, placeOf, type Script, type ShellCommand } from '../../harness/folder/shell.ts'

/** What runs the words behind it, by the letters of its options that take a value, and how many words it takes itself. */
const runners: Readonly<Record<string, { valued: string; takes: number }>> = {
  sudo: { valued: 'ugCDhpRT', takes: 0 },
  doas: { valued: 'uC', takes: 0 },
  env: { valued: 'uC', takes: 0 },
  time: { valued: 'fo', takes: 0 },
  nice: { valued: 'n', takes: 0 },
  ionice: { valued: 'cn', takes: 0 },
  timeout: { valued: 'sk', takes: 1 },
  flock: { valued: 'wE', takes: 1 },
  sshpass: { valued: 'pfd', takes: 0 },
  gosu: { valued: '', takes: 1 },
  'su-exec': { valued: '', takes: 1 },
  nohup: { valued: '', takes: 0 },
  setsid: { valued: '', takes: 0 },
  chronic: { valued: '', takes: 0 },
  exec: { valued: 'a', takes: 0 },
  command: { valued: '', takes: 0 },
}

const engines = /^(docker|docker-compose|podman|podman-compose|nerdctl|kubectl|oc|\$\{?\w+\}?)$/
const engineValued =
  /^(-[dit]*[acehlmnpuvw]|--(add-host|container|cpus|detach-keys|entrypoint|env|env-file|hostname|index|label|link|memory|mount|name|namespace|net|network|platform|publish|shm-size|user|volume|volumes-from|workdir))$/
const sshValued = /^-[bcDEeFIiJLlmOopQRSWw]$/
const mostPeeled = 10

/** The words that a command runs in the end: behind sudo and its like, in a container, on another machine. */
export function programOf(words: readonly string[]): readonly string[] {
  let program = words
  for (let peeled = 0; peeled < mostPeeled; peeled++) {
    const within = behind(basename(program[0] ?? ''), program.slice(1))
    if (within === undefined) return program
    program = within
  }
  return program
}

/** The text that a command hands to a shell, as a script of its own. */
export function textOf(script: Script, { words, node, at }: ShellCommand): Script | undefined {
  const program = programOf(words)
  const flag = program.findIndex((word) => /^-[a-z]*c$/.test(word))
  const text = program[flag + 1]
  if (!/^(ba|da|z|k|a)?sh$/.test(basename(program[0] ?? '')) || flag < 0 || text === undefined)
    return undefined
  const word = node.args.find((one) => one.type === 'Word' && one.value !== '' && text.startsWith(one.value))
  const place = word ? placeOf(script, word.pos) : at
  return parseScript({
    name: script.name,
    file: script.file,
    line: Number(place.split(':').at(-1)),
    text,
    kind: 'remote',
    options: program.slice(1, flag + 1).join(' '),
  })
}

/** The text of a shell may be read twice, as a script and where it stands in one. */
export function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.file} ${one.actual}`, one])).values()]
}

/** The words that one program runs; undefined for a program that runs no others. */
function behind(name: string, rest: readonly string[]): readonly string[] | undefined {
  if (name === 'ssh') return remote(rest)
  if (name === 'eval') return ['sh', '-c', rest.join(' ')]
  if (name === 'su' || name === 'runuser') return asUser(rest)
  if (engines.test(name)) return inContainer(rest)
  const runner = Object.hasOwn(runners, name) ? runners[name] : undefined
  // `command -v` only looks for it.
  if (runner === undefined || (name === 'command' && /^-\w*[vV]/.test(rest[0] ?? ''))) return undefined
  const valued = new RegExp(`^-[${runner.valued || '-'}]$`)
  const at = operand(rest, valued, /^\w+=/)
  return at < 0 ? [] : rest.slice(at + runner.takes)
}

/** Where the first word stands that is neither an option nor its value. */
function operand(words: readonly string[], valued: RegExp, other = /^-/): number {
  return words.findIndex(
    (word, at) => !word.startsWith('-') && !other.test(word) && !valued.test(words[at - 1] ?? ''),
  )
}

function remote(rest: readonly string[]): readonly string[] | undefined {
  const host = operand(rest, sshValued)
  return host < 0 || host === rest.length - 1 ? undefined : ['sh', '-c', rest.slice(host + 1).join(' ')]
}

function asUser(rest: readonly string[]): readonly string[] | undefined {
  const flag = rest.indexOf('-c')
  if (flag >= 0) return ['sh', '-c', rest[flag + 1] ?? '']
  const at = rest[0] === '-u' ? operand(rest, /^-u$/) : -1
  return at < 0 ? undefined : rest.slice(at)
}

function inContainer(rest: readonly string[]): readonly string[] | undefined {
  const start = rest.findIndex((word) => word === 'exec' || word === 'run')
  if (start < 0) return undefined
  const words = rest.slice(start + 1)
  const dashes = words.indexOf('--')
  if (dashes >= 0) return words.slice(dashes + 1)
  const at = operand(words, engineValued)
  if (at < 0) return []
  const entry = words.slice(0, at).findIndex((word) => /^--entrypoint(=|$)/.test(word))
  const [, joined] = /^--entrypoint=(.*)/.exec(words[entry] ?? '') ?? []
  const own = entry < 0 ? [] : [joined ?? words[entry + 1] ?? '']
  return [...own, ...words.slice(at + 1)]
}
