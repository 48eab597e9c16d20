/** Options that take the next word as their value; short ones may stand behind others that take none. */
const valued = /^(-[ditT]*[uew]|--(user|env|env-file|workdir|index|detach-keys))$/
const asUser = /^(?:-[ditT]*u|--user)=?(.*)$/

/**
 * What stands between `exec` and the container, of the engine's own command or of Compose's. `user` as it is given,
 * perhaps with a group; undefined where it is the container's own.
 */
export type EngineExec = { by: 'engine' | 'compose'; flags: string[]; user: string | undefined }

/** The `exec` in a command's words; undefined for any other command. */
export function engineExec(words: readonly string[]): EngineExec | undefined {
  const ofEngine = words.findIndex(
    (word, index) => word === 'exec' && /(^|\/)(docker|podman)$/.test(words[index - 1] ?? ''),
  )
  const compose = words.findIndex((word) => word === 'compose' || /(^|\/)docker-compose$/.test(word))
  const at = ofEngine < 0 && compose >= 0 ? words.indexOf('exec', compose) : ofEngine
  if (at < 0) return undefined
  const rest = words.slice(at + 1)
  const end = rest.findIndex((word, index) => !word.startsWith('-') && !valued.test(rest[index - 1] ?? ''))
  const options = end < 0 ? rest : rest.slice(0, end)
  const flags = options.filter((word) => word.startsWith('-'))
  return { by: at === ofEngine ? 'engine' : 'compose', flags, user: userOf(options) }
}

function userOf(options: readonly string[]): string | undefined {
  const at = options.findIndex((word) => asUser.test(word))
  const [, joined] = asUser.exec(options[at] ?? '') ?? []
  return joined || options[at + 1 || options.length]
}
