import { unescapeDollars } from './interpolate.ts'

export type ImageReference = { repository: string; tag: string | undefined; digest: string | undefined }

/** The parts of `registry:5000/name:tag@sha256:…`. */
export function imageReference(text: string): ImageReference {
  const [name = '', digest] = unescapeDollars(text).split('@')
  const match = /^(?<repository>.+?)(?::(?<tag>[^/:]*))?$/.exec(name)
  return { repository: match?.groups?.repository ?? name, tag: match?.groups?.tag, digest }
}

/**
 * Whether a reference stays what it is: a digest, a version of at least two parts, a dated release, a commit, or
 * a whole tag that must be given (an empty tag is refused by Docker).
 */
export function isFullVersion({ tag, digest }: ImageReference): boolean {
  if (digest !== undefined) return /^sha256:[0-9a-f]{64}$/.test(digest)
  if (tag === undefined) return false
  if (/^\$\{\w+\}$/.test(tag)) return true
  return (
    /^v?\d+\.\d+(\.\d+)*([-+.][\w.+-]*)?$/.test(tag) ||
    /^sha-[0-9a-f]{7,40}$/.test(tag) ||
    /\d{4}-\d{2}-\d{2}/.test(tag)
  )
}
