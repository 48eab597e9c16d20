import { basename } from 'node:path/posix'
import { bareWords } from '../../harness/folder/programs.ts'
import type { PieceCommand } from '../../harness/folder/shell-pieces.ts'
import { saysProxy } from './proxy-services.ts'

type Call = { isCompose: boolean; verb: string; flags: string[]; operands: string[] }

const verbs = /^(up|down|restart|start|stop|rm|pull|build|create|run|exec|kill|deploy|update)$/
/** Flags with a word of their own. */
const valued =
  /^(-t|--timeout|--scale|--wait-timeout|-s|--signal|--pull|-e|--env|--name|--network|-v|--volume)$/

/** A call of Compose or of the engine; also by a variable, `$COMPOSE up`, or by a function, `dc up`. */
export function callOf(written: readonly string[]): Call | undefined {
  const words = bareWords(written)
  const at = words.findIndex((word, index) => index > 0 && verbs.test(word))
  const before = words.slice(0, Math.max(at, 0))
  const isCompose = before.some((word) => /compose|^\$/i.test(word)) || /^dco?$/i.test(before[0] ?? '')
  if (!isCompose && !/^(docker|podman)$/.test(basename(before[0] ?? ''))) return undefined
  const rest = words.slice(at + 1)
  return {
    isCompose,
    verb: words[at] ?? '',
    flags: rest.filter((word) => word.startsWith('-')),
    operands: rest.filter((word, index) => !word.startsWith('-') && !valued.test(rest[index - 1] ?? '')),
  }
}

/** Whether a command brings a new version out; a container that only renews certificates is none. */
export function deploys(words: readonly string[]): boolean {
  const { verb, operands } = callOf(words) ?? { verb: '', operands: [] }
  const renews = operands.length > 0 && operands.every((name) => /certbot|acme|letsencrypt/.test(name))
  return /^(up|pull|build|create|deploy|update)$/.test(verb) && !renews
}

/** The host's own Nginx is told to; of one in a container it knows nothing. */
export function reloadsHost(words: readonly string[]): boolean {
  const says = (pattern: RegExp) => words.some((word) => pattern.test(word))
  return (
    says(/^(systemctl|service|rc-service)$|init\.d\/nginx$/) &&
    says(/^(try-)?(reload|restart)(-or-\w+)?$/) &&
    says(/^nginx(\.service)?$|init\.d\/nginx$/)
  )
}

/** Whether one command has the proxy read its configuration, its certificates and its upstreams again. */
export function reloadsProxy(words: readonly string[], proxies: ReadonlySet<string>): boolean {
  if (words.some((word, at) => word === 'reload' && words[at - 1] === '-s')) return true
  const signals = words.some((word) => /^(kill|pkill|killall|exec)$/.test(basename(word)))
  if (signals && words.some((word) => /(^|[-=])(SIG)?HUP$/.test(word))) return true
  const call = callOf(words)
  if (call === undefined || !isOfProxy(call, proxies)) return false
  const isUpdate = call.verb === 'update' && call.flags.includes('--force')
  return (
    call.verb === 'restart' || isUpdate || (call.verb === 'up' && call.flags.includes('--force-recreate'))
  )
}

/** Whether the proxy is taken down and raised anew, in one branch of a `case`. */
export function raisesAnew(commands: readonly PieceCommand[], proxies: ReadonlySet<string>): boolean {
  return [...Map.groupBy(commands, ({ branch }) => branch).values()].some((together) => {
    const calls = together.flatMap(({ words }) => callOf(words) ?? [])
    const down = calls.findIndex((call) => /^(down|stop|rm)$/.test(call.verb) && isOfProxy(call, proxies))
    return down >= 0 && calls.slice(down + 1).some(raises)
  })
}

/** Compose's own `run` starts one container more, not the proxy. */
function raises({ isCompose, verb }: Call): boolean {
  return /^(up|start|deploy)$/.test(verb) || (verb === 'run' && !isCompose)
}

/** No service named means all of them to Compose; one in a variable may be the proxy. */
function isOfProxy({ isCompose, operands }: Call, proxies: ReadonlySet<string>): boolean {
  if (isCompose && operands.length === 0) return true
  return operands.some((name) => name.includes('$') || proxies.has(name) || saysProxy(name))
}
