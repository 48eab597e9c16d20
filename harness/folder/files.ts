import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** A file of the folder, its path told from the root with `/` between. */
export type FolderFile = { path: string; executable: boolean }

/** What stands in a folder, on a disk or in memory; nothing outside it is ever opened. */
export type Files = {
  list: readonly FolderFile[]
  /** A file, or a folder that holds one. */
  has: (path: string) => boolean
  /** Undefined for what is not there, too large, or no text. */
  text: (path: string) => string | undefined
  /** What was left out, and why. */
  left: readonly string[]
}

/** Folders of other people's code, and of what is built or fetched. */
const foreign = new Set('.git node_modules .venv venv __pycache__ .next .nuxt coverage .terraform'.split(' '))
const mostFiles = 20_000
const deepest = 16
const mostBytes = 2 ** 18
/** Built or brought along: their names are known, and nothing in them is read. */
const unread = /(^|\/)(vendor|dist|target)\//

/** The files below a folder of the disk. A link is followed as long as it stays inside. */
export function readFiles(root: string): Files {
  const real = realpathSync(root)
  const list: FolderFile[] = []
  const left: string[] = []
  const links = new Map<string, string>()
  const walk = (folder: string, depth: number): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name)
      const name = relative(real, path).replaceAll(sep, '/')
      if (list.length >= mostFiles || depth > deepest) return void left.push(`${name}: more than is read`)
      if (entry.isDirectory() && !foreign.has(entry.name)) walk(path, depth + 1)
      else if (entry.isFile() || isFileInside(entry, path, real)) {
        const mode = lstatSync(path, { throwIfNoEntry: false })?.mode
        // A name that is no text cannot be opened by it either.
        if (mode !== undefined) list.push({ path: name, executable: (mode & 0o111) !== 0 })
      } else if (entry.isSymbolicLink()) {
        const target = folderInside(path, real)
        if (target === undefined) left.push(`${name}: a link that leaves the folder, or leads nowhere`)
        else links.set(name, target)
      }
    }
  }
  walk(real, 0)
  return indexed({ list, left, links }, (path) => (unread.test(path) ? undefined : textAt(join(real, path))))
}

/** The same of a folder in memory, path to text: for samples. A path that ends in `*` may be executed. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const entries = Object.entries(texts).map(([path, text]) => ({
    path: path.replace(/\*$/, ''),
    executable: path.endsWith('*'),
    text,
  }))
  const byPath = new Map(entries.map(({ path, text }) => [path, text]))
  return indexed({ list: entries, left: [], links: new Map() }, (path) => byPath.get(path))
}

type Walked = Pick<Files, 'list' | 'left'> & {
  /** Links to folders inside, and what they lead to. */ links: ReadonlyMap<string, string>
}

function indexed({ list, left, links }: Walked, read: Files['text']): Files {
  const known = new Set(list.flatMap(({ path }) => withFolders(path)))
  const files = new Set(list.map(({ path }) => path))
  const texts = new Map<string, string | undefined>()
  return {
    list,
    left,
    has: (path) => known.has(path) || links.has(path) || known.has(through(links, path)),
    text: (path) => {
      if (!files.has(path)) return undefined
      if (!texts.has(path)) texts.set(path, atMost(read(path)))
      return texts.get(path)
    },
  }
}

function atMost(text: string | undefined): string | undefined {
  return text !== undefined && text.length > mostBytes ? undefined : text
}

function through(links: ReadonlyMap<string, string>, path: string): string {
  const [link, target] = [...links].find(([one]) => path.startsWith(`${one}/`)) ?? []
  return link === undefined ? path : `${target}${path.slice(link.length)}`
}

function withFolders(path: string): string[] {
  const parts = path.split('/')
  return ['.', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))]
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

function isFileInside(entry: Dirent, path: string, root: string): boolean {
  if (!entry.isSymbolicLink()) return false
  try {
    return realpathSync(path).startsWith(root + sep) && statSync(path).isFile()
  } catch {
    return false
  }
}

/** The folder inside that a link leads to, told from the root. */
function folderInside(path: string, root: string): string | undefined {
  try {
    const real = realpathSync(path)
    const inside = real.startsWith(root + sep) && statSync(real).isDirectory()
    return inside ? relative(root, real).replaceAll(sep, '/') : real === root ? '.' : undefined
  } catch {
    return undefined
  }
}

function textAt(path: string): string | undefined {
  try {
    if (statSync(path).size > mostBytes) return undefined
    const text = readFileSync(path, 'utf8')
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
