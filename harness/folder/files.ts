import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseYaml, type Yaml } from '../model/parse.ts'

/** A file of the folder, its path told from the root with `/` between. */
export type FolderFile = { path: string; executable: boolean }

/** What stands in a folder, on a disk or in memory; nothing outside it is ever opened. */
export type Files = {
  list: readonly FolderFile[]
  /** A file, or a folder that holds one. */
  has: (path: string) => boolean
  /** Undefined for what is not there, too large, or no text. */
  text: (path: string) => string | undefined
  /** Its YAML; empty for what is not there or no YAML. Several readers ask for the same file. */
  yaml: (path: string) => Yaml
  /** The line that a place, `file:line`, means; empty when there is none. */
  line: (at: string) => string
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
      const target = entry.isSymbolicLink() ? targetOf(path, real) : undefined
      if (entry.isFile() || target?.isFile) {
        const mode = lstatSync(path, { throwIfNoEntry: false })?.mode
        // A name that is no text cannot be opened by it either.
        if (mode !== undefined) list.push({ path: name, executable: (mode & 0o111) !== 0 })
      } else if (target) links.set(name, target.path)
      else if (entry.isSymbolicLink()) left.push(`${name}: a link that leaves the folder, or leads nowhere`)
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
  const byPath = new Map(entries.flatMap(({ path, text }) => (text.length > mostBytes ? [] : [[path, text]])))
  return indexed({ list: entries, left: [], links: new Map() }, (path) => byPath.get(path))
}

type Walked = Pick<Files, 'list' | 'left'> & {
  /** Links to folders inside, and what they lead to. */
  links: ReadonlyMap<string, string>
}

function indexed({ list, left, links }: Walked, read: Files['text']): Files {
  const known = new Set(list.flatMap(({ path }) => withFolders(path)))
  const files = new Set(list.map(({ path }) => path))
  const texts = new Map<string, string | undefined>()
  const parsed = new Map<string, Yaml>()
  const text = (path: string) => {
    if (!files.has(path)) return undefined
    if (!texts.has(path)) texts.set(path, read(path))
    return texts.get(path)
  }
  return {
    list,
    left,
    text,
    yaml: (path) => {
      const yaml = parsed.get(path) ?? parseYaml(text(path) ?? '', path)
      parsed.set(path, yaml)
      return yaml
    },
    line: (at) => {
      const [, file = '', line = '1'] = /^(.*):(\d+)$/.exec(at) ?? []
      return (text(file) ?? '').split('\n')[Number(line) - 1] ?? ''
    },
    has: (path) => known.has(path) || links.has(path) || known.has(through(links, path)),
  }
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

/** What a link leads to inside, told from the root; undefined for one that leaves it or leads nowhere. */
function targetOf(path: string, root: string): { path: string; isFile: boolean } | undefined {
  try {
    const real = realpathSync(path)
    const found = statSync(real)
    const inside = real === root || real.startsWith(root + sep)
    if (!inside || !(found.isFile() || found.isDirectory())) return undefined
    return { path: relative(root, real).replaceAll(sep, '/') || '.', isFile: found.isFile() }
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
