import type { SecretText } from './secret-forms.ts'

/** Looks for secrets in a stream of bytes, also across the border of two chunks. */
export type LeakScan = { feed: (chunk: Uint8Array) => void; found: () => SecretText[] }

/** Searches for every text as UTF-8 bytes; each form of each secret is reported once. */
export function createLeakScan(texts: readonly SecretText[]): LeakScan {
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text.text) }))
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1))
  const found = new Map<string, SecretText>()
  let tail = Buffer.alloc(0)
  return {
    feed: (chunk) => {
      const window = Buffer.concat([tail, chunk])
      for (const { text, bytes } of needles) {
        const key = `${text.form} ${text.secretName}`
        if (!found.has(key) && window.includes(bytes)) found.set(key, text)
      }
      tail = Buffer.from(window.subarray(Math.max(0, window.length - overlap)))
    },
    found: () => [...found.values()],
  }
}
