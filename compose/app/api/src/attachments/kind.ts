import { isUtf8 } from 'node:buffer'

/** What may be attached, by how its content begins; text is whatever is UTF-8 without a NUL. */
const beginnings = {
  PDF: Buffer.from('%PDF-'),
  PNG: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  JPEG: Buffer.from([0xff, 0xd8, 0xff]),
}

export type Kind = keyof typeof beginnings | 'text'

/** The kind of a content, whatever its name says; undefined where it is none of those that are taken. */
export function kindOf(content: Buffer): Kind | undefined {
  const kinds = Object.entries(beginnings) as [Kind, Buffer][]
  const known = kinds.find(([, beginning]) => content.subarray(0, beginning.length).equals(beginning))
  if (known) return known[0]
  return isUtf8(content) && !content.includes(0) ? 'text' : undefined
}
