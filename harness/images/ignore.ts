import { matchesGlob } from 'node:path'

/** Whether a file goes to the builder, and whether any file below a folder may. */
export type Ignore = { file: (path: string) => boolean; folder: (path: string) => boolean }

/**
 * Reads a `.dockerignore` (https://docs.docker.com/build/concepts/context/#dockerignore-files): the last line
 * that matches a path or a folder above it decides; `!` takes it back in.
 */
export function readIgnore(text: string): Ignore {
  const rules = text.split('\n').map((line) => line.trim())
  const meant = rules.filter((line) => line !== '' && !line.startsWith('#')).map(toRule)
  const file = (path: string) => decide(meant, path)
  const mayHoldExceptions = (path: string) =>
    meant.some(({ back, glob }) => back && (glob.startsWith(`${path}/`) || glob.startsWith('**')))
  return { file, folder: (path) => decide(meant, path) && !mayHoldExceptions(path) }
}

type Line = { back: boolean; glob: string }

function toRule(line: string): Line {
  const back = line.startsWith('!')
  return { back, glob: line.slice(back ? 1 : 0).replace(/^\.?\/|\/$/g, '') }
}

function decide(rules: readonly Line[], path: string): boolean {
  const above = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
  return rules.reduce((ignored, { back, glob }) => {
    const hit = above.some((part) => glob === part || matchesGlob(part, glob))
    return hit ? !back : ignored
  }, false)
}
