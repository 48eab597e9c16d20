/** Where the root of a folder stands for the reader of Compose files, which makes paths absolute. */
export const root = '/folder'

/** A path below the root; what would leave it ends at the root. */
export function join(directory: string, path: string): string {
  const parts: string[] = []
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** A path told from the root, of one that a Compose file of that directory writes or that was made absolute. */
export function below(directory: string, path: string): string {
  if (path === root) return '.'
  return (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : join(directory, path)) || '.'
}

/** Whether a path ends outside the root, where nothing is known of what stands there. */
export function leaves(directory: string, path: string): boolean {
  if (path.startsWith('/')) return path !== root && !path.startsWith(`${root}/`)
  let depth = 0
  for (const part of `${directory}/${path}`.split('/')) {
    if (part !== '' && part !== '.') depth += part === '..' ? -1 : 1
    if (depth < 0) return true
  }
  return false
}

/** Whether a name fits a pattern whose only sign is `*`; in one pass, whatever it holds. */
export function fitsPattern(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split(/\*+/)
  const last = rest.pop()
  if (last === undefined) return name === pattern
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= name.length - last.length
}
