import { interpolate, unescapeDollars } from './interpolate.ts'

/**
 * Reads an env file by Compose's rules: `export`, comments, single quotes literal, double quotes with escapes,
 * references to what stands above or in `outer`. A line that is no assignment is left out.
 */
export function parseEnvFile(
  text: string,
  outer: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*?)\s*$/.exec(line)
    if (match?.[1] === undefined || match[2] === undefined) continue
    found[match[1]] = readValue(match[2], { ...found, ...outer })
  }
  return found
}

function readValue(raw: string, variables: Readonly<Record<string, string>>): string {
  const single = /^'([^']*)'/.exec(raw)
  if (single?.[1] !== undefined) return single[1]
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(raw)
  if (double?.[1] !== undefined) return expand(withEscapes(double[1]), variables)
  return expand(raw.replace(/(^|\s)#.*$/, '').trimEnd(), variables)
}

// A dollar that starts no reference is a dollar here: passwords hold them.
function expand(text: string, variables: Readonly<Record<string, string>>): string {
  try {
    const seen = interpolate(text, variables, () => {})
    return unescapeDollars(seen.replace(/(?<!\$)\$\{\w+\}/g, ''))
  } catch (error) {
    if (error instanceof RangeError) return text
    throw error
  }
}

function withEscapes(text: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
  return text.replace(/\\(.)/g, (_, char: string) => named[char] ?? char)
}
