/** A value that must never be written, and the name that stands for it. */
export type Secret = { name: string; value: string }

export type SecretForm = 'raw' | 'base64' | 'url' | 'json'

/** One way in which a secret may appear in text. */
export type SecretText = { form: SecretForm; secretName: string; text: string }

/** Shorter values would be found in ordinary words. */
const shortestSecret = 8
/** A line of a multi-line secret (a PEM key) is secret by itself from this length on. */
const shortestLine = 16

/** Every text by which the secrets could be read, longest first. Values are trimmed; short ones are left out. */
export function secretTexts(secrets: readonly Secret[]): SecretText[] {
  const known = new Map<string, SecretText>()
  for (const secret of secrets) {
    for (const text of textsOf(secret)) if (!known.has(text.text)) known.set(text.text, text)
  }
  return [...known.values()].sort((a, b) => b.text.length - a.text.length)
}

function textsOf({ name, value }: Secret): SecretText[] {
  return parts(value.trim()).flatMap((part) => [
    { form: 'raw' as const, secretName: name, text: part },
    ...named('base64', name, base64Forms(part)),
    ...named('url', name, urlForms(part)),
    ...named('json', name, jsonForms(part)),
  ])
}

function named(form: SecretForm, secretName: string, texts: readonly string[]): SecretText[] {
  return texts.map((text) => ({ form, secretName, text }))
}

function parts(value: string): string[] {
  const lines = value.split(/\r?\n/)
  const secretLines = lines.filter((line) => line.length >= shortestLine && !line.startsWith('-----'))
  const all = lines.length > 1 ? [value, ...secretLines] : [value]
  return all.filter((part) => part.length >= shortestSecret)
}

/** The characters that depend on the secret alone, for each of the three offsets at which it may begin. */
function base64Forms(part: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(part)])
    const mixedAtStart = Math.ceil((offset * 8) / 6)
    const text = bytes.toString('base64').slice(mixedAtStart, Math.floor((bytes.length * 8) / 6))
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function urlForms(part: string): string[] {
  const percent = percentEncoded(part)
  const rfc3986 = percent.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const form = new URLSearchParams([['', part]]).toString().slice(1)
  const upper = [percent, rfc3986, form]
  const lower = upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))
  return [...upper, ...lower]
}

function percentEncoded(part: string): string {
  return encodeURIComponent(part.toWellFormed())
}

/** As JavaScript writes it, as Go writes it (`<`, `>`, `&` escaped), with `\/`, and each of them quoted once more. */
function jsonForms(part: string): string[] {
  const plain = inJson(part)
  const go = plain.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)
  const slashed = plain.replaceAll('/', '\\/')
  return [plain, go, slashed].flatMap((text) => [text, inJson(text)])
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
