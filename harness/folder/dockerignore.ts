import { basename, dirname } from 'node:path/posix'
import type { Files } from './files.ts'
import { join } from './paths.ts'

/** Whether a path, told from the context, stays out of the build. */
export type LeftOut = (path: string) => boolean

/** What a build leaves out: by the file that is named after its Dockerfile, or else by the one of the context. */
export function leftOutOf(files: Files, dockerfile: string, context: string): LeftOut {
  const own = join(dirname(dockerfile), `${basename(dockerfile)}.dockerignore`)
  return readDockerignore(files.text(own) ?? files.text(join(context, '.dockerignore')) ?? '')
}

/** The last line that fits a path or a folder above it decides; `!` takes it back in. */
export function readDockerignore(text: string): LeftOut {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => {
      const back = line.trim().startsWith('!')
      return {
        back,
        pattern: tokensOf(
          join(
            '',
            line
              .trim()
              .slice(back ? 1 : 0)
              .trim(),
          ),
        ),
      }
    })
  const known = new Map<string, boolean>()
  return (path) => {
    const out = known.get(path) ?? isLeftOut(lines, path)
    known.set(path, out)
    return out
  }
}

function isLeftOut(lines: readonly { back: boolean; pattern: Token[] }[], path: string): boolean {
  const parts = path.split('/')
  const above = parts.map((_, at) => parts.slice(0, at + 1).join('/'))
  const last = lines.findLast(({ pattern }) => above.some((one) => fits(one, pattern)))
  return last !== undefined && !last.back
}

/** One character that may stand somewhere, or a run: within a name, of whole folders, or of anything. */
type Token = { one: (sign: string) => boolean } | { run: 'name' | 'folders' | 'all' }

function tokensOf(pattern: string): Token[] {
  return [...pattern.matchAll(/\*\*\/|\*\*+|\*|\?|\\.|\[[^\]]{1,200}\]|./gs)].map(([piece]): Token => {
    if (piece === '**/') return { run: 'folders' }
    if (piece.startsWith('**')) return { run: 'all' }
    if (piece === '*') return { run: 'name' }
    if (piece === '?') return { one: (sign) => sign !== '/' }
    if (piece.startsWith('[') && piece.length > 1) return { one: setOf(piece.slice(1, -1)) }
    const sign = piece.length === 2 ? piece.slice(1) : piece
    return { one: (other) => other === sign }
  })
}

/** The signs of `[a-z_]`; `^` turns it around. */
function setOf(text: string): (sign: string) => boolean {
  const not = text.startsWith('^')
  const pieces = [...text.slice(not ? 1 : 0).matchAll(/(.)-(.)|./gs)]
  const has = (sign: string) =>
    pieces.some(([whole, from, to]) => (from && to ? from <= sign && sign <= to : whole === sign))
  return (sign) => sign !== '/' && has(sign) !== not
}

/** Follows all ways at once: a step for each token and sign, whatever the pattern holds. */
function fits(path: string, pattern: readonly Token[]): boolean {
  let reached = Array.from({ length: path.length + 1 }, (_, at) => at === 0)
  for (const token of pattern)
    reached = 'one' in token ? stepOne(path, reached, token.one) : stepRun(path, reached, token.run)
  return reached.at(-1) === true
}

function stepOne(path: string, reached: readonly boolean[], one: (sign: string) => boolean): boolean[] {
  return reached.map((_, at) => at > 0 && reached[at - 1] === true && one(path.charAt(at - 1)))
}

function stepRun(path: string, reached: readonly boolean[], run: 'name' | 'folders' | 'all'): boolean[] {
  let open = false
  return reached.map((here, at) => {
    if (run === 'name' && path[at - 1] === '/') open = false
    const ends = open && (run !== 'folders' || path[at - 1] === '/')
    open ||= here
    return here || ends
  })
}
