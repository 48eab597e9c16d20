import { basename } from 'node:path/posix'

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

/** The command that a line runs here in the end: what stands behind `sudo`, `env`, `time`, `nice` and the like. */
export function bareWords(words: readonly string[]): string[] {
  return peeled(words, behindRunner)
}

/** The same wherever it runs: in a container, on another machine, or as another user too. */
export function programOf(words: readonly string[]): string[] {
  return peeled(words, behind)
}

/** What a command hands to Compose, in either spelling; nothing when it is another command. */
export function composeArguments(words: readonly string[]): string[] {
  if (/docker-compose$/.test(words[0] ?? '')) return words.slice(1)
  return words[1] === 'compose' ? words.slice(2) : []
}

/** The words that one program runs; undefined for a program that runs no others. */
type Within = (name: string, rest: readonly string[]) => readonly string[] | undefined

function peeled(words: readonly string[], within: Within): string[] {
  let program = words
  for (let count = 0; count < mostPeeled; count++) {
    const inner = within(basename(program[0] ?? ''), program.slice(1))
    if (inner === undefined) return [...program]
    program = inner
  }
  return [...program]
}

function behind(name: string, rest: readonly string[]): readonly string[] | undefined {
  if (name === 'ssh') return remote(rest)
  if (name === 'eval') return ['sh', '-c', rest.join(' ')]
  if (name === 'su' || name === 'runuser') return asUser(rest)
  return engines.test(name) ? inContainer(rest) : behindRunner(name, rest)
}

function behindRunner(name: string, rest: readonly string[]): readonly string[] | undefined {
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
