import { basename, normalize } from 'node:path/posix'
import { composeCall } from '../../harness/folder/compose-call.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { bareWords } from '../../harness/folder/programs.ts'
import { writtenServices } from '../../harness/folder/services-in.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'
import { placedIn, placesOf } from './places.ts'

/** A file to be read in, from the folder of the script or the one that it is called in. */
const besideScript =
  /^(?:\.\/|\$\(dirname "?\$(?:0|\{?BASH_SOURCE(?:\[0\])?\}?)"?\)\/|\$\{?(?:SCRIPT_DIR|SCRIPTS_DIR|DIR|HERE)\}?\/)?([\w-][\w./-]*\.(?:sh|bash))$/

/** A file that a script needs, as it is written; `direct`: run by its path, so that it must be executable. */
type Called = { script: Script; path: string; at: string; direct: boolean }

/** Files that scripts run, read in or hand to Compose by a relative path. */
export function callsIn(folder: Folder): Called[] {
  const services = new Set(writtenServices(folder.files).map(([name]) => name))
  const places = placesOf(
    folder,
    ({ words }) => composeCall(words)?.operands.some((word) => services.has(word)) ?? false,
  )
  // What a container starts lies in its image.
  const scripts = folder.scripts.filter(({ kind }) => kind !== 'inner')
  return scripts.flatMap((script) => {
    const isMade = madeExecutable(script)
    return placedIn(script).flatMap(({ command: { words, at }, place }): Called[] => {
      if (places.isElsewhere(script, place)) return []
      // What lies on a server need not be in the folder, unless it is fetched there.
      const isTheirs = script.kind === 'remote' && !places.isHome(script, place)
      const [first = '', second = '', ...rest] = bareWords(words)
      const isRelative = (word: string) =>
        /^(\.\/)?[\w./-]+$/.test(word) && !word.startsWith('/') && !word.includes('..')
      const sourced = /^(source|\.)$/.test(first) ? besideScript.exec(second)?.[1] : undefined
      if (sourced !== undefined) return isTheirs ? [] : [{ script, path: sourced, at, direct: false }]
      if (/^[\w.-]+\/[\w./-]+\.sh$/.test(first) && isRelative(first))
        return isTheirs || isMade(first) ? [] : [{ script, path: first, at, direct: true }]
      if (/^(ba|da)?sh$/.test(first) && /\.sh$/.test(second) && isRelative(second))
        return isTheirs ? [] : [{ script, path: second, at, direct: false }]
      if (!/(^|\/)docker(-compose)?$/.test(first)) return []
      return [second, ...rest].flatMap((word, index, own) =>
        (own[index - 1] === '-f' || own[index - 1] === '--file') &&
        isRelative(word) &&
        /compose.*\.ya?ml$/.test(word)
          ? [{ script, path: word, at, direct: false }]
          : [],
      )
    })
  })
}

/** What a script makes executable itself: by name, by a pattern for its folder, or with all that is in one. */
function madeExecutable(script: Script): (path: string) => boolean {
  const changes = commandsOf(script).filter(({ name }) => name === 'chmod')
  const given = changes.flatMap(({ words }) => words.slice(1).map(normalize))
  const names = new Set(given.map((word) => basename(word)))
  const patterns = given.filter((word) => word.includes('*')).slice(0, 50)
  const folders = changes
    .filter(({ words }) => words.some((word) => /^(-[a-zA-Z]*R[a-zA-Z]*|--recursive)$/.test(word)))
    .flatMap(({ words }) => words.slice(1).map((word) => normalize(word).replace(/\/$/, '')))
    .slice(0, 50)
  return (path) => {
    const own = normalize(path)
    return (
      names.has(basename(own)) ||
      patterns.some((pattern) => fits(pattern, own)) ||
      folders.some((folder) => folder === '.' || own.startsWith(`${folder}/`))
    )
  }
}

/** One star is what people write; of more, the ends. */
function fits(pattern: string, path: string): boolean {
  const [before = '', ...after] = pattern.split('*')
  return path.startsWith(before) && path.endsWith(after.at(-1) ?? '')
}
