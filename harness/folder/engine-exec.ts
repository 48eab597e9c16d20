/** Options that take the next word as their value. */
const valued = /^(-u|-e|-w|--user|--env|--env-file|--workdir|--index|--detach-keys)$/

/** What stands between `exec` and the container, of the engine's own command or of Compose's. */
export type EngineExec = { by: 'engine' | 'compose'; flags: string[] }

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
  const flags = rest.slice(0, end < 0 ? rest.length : end).filter((word) => word.startsWith('-'))
  return { by: at === ofEngine ? 'engine' : 'compose', flags }
}
