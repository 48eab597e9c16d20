import { unescapeDollars } from './interpolate.ts'
import { splitWords } from './words.ts'

/** Commands that end well whatever the service does: a shell without a script reads nothing, too. */
const always =
  /^(true|:|exit\s+0|\/bin\/true|\/usr\/bin\/true|echo\b.*|printf\b.*|sleep\b.*|date|hostname|whoami|pwd|ls|(?:\/usr)?(?:\/bin\/)?(?:ba|da|a)?sh)$/s
/** The same at the end of a pipe: they swallow the status of what feeds them. */
const swallows = /^(cat|tee|head|tail|tr|sort|wc|cut|sed)\b/
const shells = /^(\/usr)?(\/bin\/)?(ba|da|a)?sh$/

/** What a health check runs: by a shell, or as words that no shell reads. */
export type HealthCommand = { line: string; shell: boolean }

/** The command of a health check's `test`; undefined when there is none. */
export function healthCommand(test: readonly string[] | undefined): HealthCommand | undefined {
  const [kind, ...words] = (test ?? []).map(unescapeDollars)
  if (kind === undefined || kind === 'NONE') return undefined
  if (kind === 'CMD-SHELL') return { line: words.join(' ').trim(), shell: true }
  const script = words[2]
  const isScript = shells.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '')
  if (isScript && script !== undefined) return { line: script.trim(), shell: true }
  return { line: words.join(' ').trim(), shell: false }
}

/** Whether a command can end badly: of a script the last list decides, and in it what `||` leads to. */
export function canFail({ line, shell }: HealthCommand): boolean {
  if (!shell) return line !== '' && !always.test(line)
  const lists = line
    .trimEnd()
    .replace(/(?<![\s;&])[\s;&]+$/, '')
    .split(/;|\n|(?<!&)&(?!&)/)
  const last = lists.at(-1) ?? ''
  return last.split('||').every((part) => part.split('&&').some((step) => pipeCanFail(step)))
}

/** Hosts that a command line asks: of URLs, `-h`, `--host`, `host:port` and the operands of `nc`. */
export function hostsAsked(line: string): string[] {
  const urls = [...line.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s'"]*@)?(\[[^\]]+\]|[\w.${}-]+)/gi)].map(
    (found) => found[1],
  )
  const flags = [...line.matchAll(/(?:\s-h[= ]?|--host(?:name)?[= ])\s*['"]?([\w.-]+)/g)].map(
    (found) => found[1],
  )
  const pairs = [...line.matchAll(/(?:^|\s)['"]?([a-z][\w.-]*):\d{2,5}(?=[/\s'"]|$)/gi)].map(
    (found) => found[1],
  )
  const devices = [...line.matchAll(/\/dev\/tcp\/([\w.-]+)\//g)].map((found) => found[1])
  const netcat = [...line.matchAll(/\bnc(?:\s+-\w+(?:\s+\d+)?)*\s+([\w.-]+)\s+\d+/g)].map((found) => found[1])
  return [...urls, ...flags, ...pairs, ...devices, ...netcat].filter((host) => host !== undefined)
}

/** Whether each `curl` in a line fails on an error status, or has its answer looked at. */
export function curlsFail(line: string): boolean {
  return line.split(/\|\||&&|;|\n/).every((part) => {
    const words = splitWords(part)
    const at = words.findIndex((word) => /(^|\/)curl$/.test(word))
    if (at < 0) return true
    const flags = words.slice(at + 1)
    return flags.some(isFailFlag) || /\|\s*(grep|jq|test|awk)\b/.test(part) || /\$\(|`/.test(part)
  })
}

function isFailFlag(word: string): boolean {
  return /^--fail(-with-body|-early)?$/.test(word) ? word !== '--fail-early' : /^-[a-zA-Z#]*f/.test(word)
}

function pipeCanFail(step: string): boolean {
  const stages = step.split('|').map((stage) => stage.trim())
  const end = stages.at(-1) ?? ''
  return end !== '' && !always.test(end) && !(stages.length > 1 && swallows.test(end))
}
