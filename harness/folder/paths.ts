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
