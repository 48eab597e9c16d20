import type { Service } from '../model/compose.ts'

/** Whether a service runs the server of its store's image: a dump that is taken by the same image is none. */
export function runsItsServer({ command, entrypoint }: Service): boolean {
  const line = [entrypoint ?? [], command ?? []].flat().join(' ').trim()
  if (line === '' || line.startsWith('-')) return true
  const script = line.replace(/^(\S{0,60}\/)?(ba|da|a)?sh\s+-\w{0,8}c\s+/, '')
  return script.split(/[;&|\n]+/).some((step) => startsServer(step.trim().split(/\s+/)))
}

/** What runs the command that follows it, alone or with a word of its own. */
const wrappers = /^(exec|then|do|else|tini|dumb-init|nice|time|numactl|gosu|su-exec|env)$/
const servers =
  /^(postgres|mysqld(_safe)?|mariadbd|mongod|redis-server|valkey-server|keydb-server|memcached|minio|server|rabbitmq-server|docker-entrypoint\.sh)$/

/** A server's name counts where a command stands, and not as the host that a client asks. */
function startsServer(words: readonly string[]): boolean {
  const [first = '', second = ''] = words.map((word) => word.replace(/^["'({]+|["')}]+$/g, ''))
  const name = first.split('/').at(-1) ?? ''
  if (servers.test(name)) return true
  if (/\.sh$/.test(name)) return servers.test(second.split('/').at(-1) ?? '')
  if (/^(gosu|su-exec)$/.test(name)) return startsServer(words.slice(2))
  const isPassedOver = wrappers.test(name) || /^(-|\w+=)/.test(first)
  return isPassedOver && words.length > 1 && startsServer(words.slice(1))
}
