import { basename, dirname } from 'node:path/posix'
import type { Files } from './files.ts'
import { type Directive, parseNginx, walkNginx } from './nginx.ts'
import { fitsPattern } from './paths.ts'

/** A configuration that no other includes, what it includes put in its place. */
export type NginxSite = { file: string; directives: Directive[] }

const likely = /(^|\/)nginx[^/]*(\/|$)|\.(conf|nginx|vhost)(\.(template|tmpl|j2|tpl|example))?$/
const unmistakable = /\b(server|http|events)[ \t]*\{|\b(location|upstream)[ \t][^;{}\n]{1,200}\{/
const hasDirective = /^[ \t]*\w+[ \t][^;{}\n]{1,400};/m
const deepest = 8

/** Every Nginx configuration of a folder. */
export function nginxSites(files: Files): NginxSite[] {
  const parsed = new Map(
    files.list.flatMap(({ path }): [string, Directive[]][] => {
      if (!likely.test(path) || /\.(sh|md|ya?ml|json|lua|js|ts)$/.test(path)) return []
      const text = files.text(path) ?? ''
      const ours = unmistakable.test(text) || (/nginx/.test(dirname(path)) && hasDirective.test(text))
      return ours ? [[path, parseNginx(text, path)]] : []
    }),
  )
  addIncluded(files, parsed)
  const included = new Set<string>()
  for (const [path, directives] of parsed)
    for (const { directive } of walkNginx(directives))
      if (directive.name === 'include')
        for (const one of includedBy(parsed, path, directive)) included.add(one)
  return [...parsed]
    .filter(([path]) => !included.has(path))
    .map(([file, directives]) => ({ file, directives: expand(parsed, file, directives, 0) }))
}

/** What a configuration includes is one too, whatever it is called: `snippets/security-headers`. */
function addIncluded(files: Files, parsed: Map<string, Directive[]>): void {
  const others = new Map(files.list.flatMap(({ path }) => (parsed.has(path) ? [] : [[path, path] as const])))
  const open = [...parsed]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, directives] = next
    const includes = [...walkNginx(directives)].filter(({ directive: { name } }) => name === 'include')
    for (const path of includes.flatMap(({ directive }) => includedBy(others, from, directive))) {
      const text = others.delete(path) ? (files.text(path) ?? '') : ''
      if (!hasDirective.test(text)) continue
      const found = parseNginx(text, path)
      parsed.set(path, found)
      open.push([path, found])
    }
  }
}

function expand(
  parsed: ReadonlyMap<string, Directive[]>,
  file: string,
  directives: readonly Directive[],
  depth: number,
): Directive[] {
  return directives.flatMap((one) => {
    const found = one.name === 'include' && depth < deepest ? includedBy(parsed, file, one) : []
    if (found.length > 0)
      return found.flatMap((path) => expand(parsed, path, parsed.get(path) ?? [], depth + 1))
    return [one.block ? { ...one, block: expand(parsed, file, one.block, depth) } : one]
  })
}

/** The files that an `include` means: by the end of their path, since where the folder is mounted is not told here. */
function includedBy(parsed: ReadonlyMap<string, unknown>, from: string, { args }: Directive): string[] {
  const wanted = args[0] ?? ''
  const matching = [...parsed.keys()].filter(
    (path) => path !== from && fitsPattern(basename(path), basename(wanted)),
  )
  const folder = basename(dirname(wanted))
  const beside = matching.filter(
    (path) => folder !== '' && folder !== '.' && basename(dirname(path)) === folder,
  )
  const near = matching.filter((path) => dirname(path) === dirname(from))
  if (beside.length > 0) return beside
  // Many files by a pattern: only those of the folder that it names.
  if (basename(wanted).includes('*') && folder !== '' && folder !== '.') return []
  return near.length > 0 ? near : matching
}
