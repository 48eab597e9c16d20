import { type Secret, secretTexts } from './secret-forms.ts'

/** Replaces secrets by `«masked:name»` before anything is written. */
export type Mask = {
  text: (text: string) => string
  /** Every string and key of a value that JSON can carry; what it cannot carry is lost, as in JSON. */
  json: <T>(value: T) => T
}

/**
 * Masks each secret in the forms of `secretTexts`: raw, base64 at any alignment, URL-encoded, JSON-escaped.
 * Values below 8 characters cannot be told from ordinary words and stay.
 */
export function createMask(secrets: readonly Secret[]): Mask {
  const names = new Map(secretTexts(secrets).map(({ text, secretName }) => [text, secretName]))
  const pattern = new RegExp([...names.keys()].map((text) => escaped(text)).join('|'), 'g')
  const text = (input: string): string =>
    names.size === 0 ? input : input.replace(pattern, (found) => `«masked:${safeName(names.get(found))}»`)
  return {
    text,
    json: (value) => JSON.parse(JSON.stringify(value), (_, node: unknown) => masked(node, text)),
  }
}

function masked(node: unknown, text: (input: string) => string): unknown {
  if (typeof node === 'string') return text(node)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [text(key), value]))
}

function safeName(name = 'secret'): string {
  return name.replace(/[^\w.-]/g, '_')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
